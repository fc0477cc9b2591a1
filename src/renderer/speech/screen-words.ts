/** What each screen says, in sentences; figures only where nobody else hears them. Pure. */
import type { Card, Screen, View } from '../../shared/contract.ts';
import { now } from '../clock.svelte.ts';
import { momentText } from '../format/time.ts';
import { idlePromptOf } from '../presentation/idle-prompt.ts';
import { m } from '../messages/generated/messages.js';
import {
  CARD_WORDS,
  LOOK_UP_WORDS,
  NOT_PAID_WORDS,
  OUT_OF_SERVICE_WORDS,
} from '../presentation/reasons.ts';
import { spokenMoney } from './figures.ts';
import { firstOf, rowsOf } from './list-words.ts';
import type { Listening } from './listening.ts';
import { sentence } from './sentence.ts';
import { spell } from './spell.ts';
import { doorSentences, readersSentences } from './staff-words.ts';

type Of<Kind extends Screen['kind']> = Extract<Screen, { kind: Kind }>;

const PAYING = {
  sending: { happening: m.paying_sending, expecting: m.paying_sending_expect },
  checking: { happening: m.paying_checking, expecting: m.paying_checking_expect },
  waitingForEarlier: { happening: m.paying_waiting, expecting: m.paying_waiting_expect },
} as const;

export function screenWords(view: View, listening: Listening): string[] {
  const { screen } = view;
  switch (screen.kind) {
    case 'starting':
      return [
        ...(view.shopName === null ? [] : [sentence(view.shopName)]),
        sentence(m.starting_heading()),
        m.starting_body(),
      ];
    case 'outOfService':
      return outOfServiceWords(view, screen, listening);
    case 'idle':
      return idleWords(view);
    case 'identifying':
      return [
        sentence(m.identifying_heading()),
        view.shopName === null
          ? m.identifying_happening()
          : m.identifying_happening_at({ shopName: view.shopName }),
        ...(listening.isLongWait ? [m.identifying_expect()] : []),
      ];
    case 'cardProblem':
      return both(CARD_WORDS[screen.problem]);
    case 'lookUpProblem':
      return both(LOOK_UP_WORDS[screen.problem]);
    case 'paying':
      return payingWords(view, screen, listening);
    case 'staffSignIn':
      return doorSentences(screen);
    case 'staffReaders':
      return readersSentences(view, screen, listening);
    case 'balance':
    case 'amount':
    case 'confirm':
    case 'paid':
    case 'notPaid':
    case 'notCompleted':
      return listening.isPrivate ? privateWords(view, screen) : publicWords(screen);
  }
}

type Private = Of<'balance' | 'amount' | 'confirm' | 'paid' | 'notPaid' | 'notCompleted'>;

/** What happened, without how much. */
function publicWords(screen: Private): string[] {
  switch (screen.kind) {
    case 'balance':
    case 'amount':
      return [m.say_private()];
    case 'confirm':
      return [sentence(m.confirm_heading()), m.say_private()];
    case 'paid':
      return [sentence(m.paid_heading()), m.say_private()];
    case 'notPaid':
      return [sentence(m.not_paid_heading()), NOT_PAID_WORDS[screen.reason].happened()];
    case 'notCompleted':
      return [sentence(m.not_completed_heading()), m.not_completed_do()];
  }
}

function privateWords(view: View, screen: Private): string[] {
  const money = (amount: Of<'confirm'>['amountInCents']): string => spokenMoney(amount, view);
  switch (screen.kind) {
    case 'balance':
      return balanceWords(view, screen);
    case 'amount':
      return [
        sentence(m.amount_heading()),
        sentence(money(screen.amountInCents)),
        amountProblem(view, screen) ?? m.amount_limit({ amount: money(screen.limitInCents) }),
      ];
    case 'confirm':
      return [
        sentence(m.confirm_heading()),
        sentence(`${m.confirm_you_pay()} ${money(screen.amountInCents)}${atShop(view)}`),
        sentence(`${m.confirm_now()} ${money(screen.beforeInCents)}`),
        sentence(`${m.confirm_after()} ${money(screen.afterInCents)}`),
      ];
    case 'paid':
      return [
        sentence(m.paid_heading()),
        sentence(m.paid_difference({ amount: money(screen.amountInCents) })),
        sentence(`${money(screen.afterInCents)} ${m.paid_left_label()}`),
        ...(screen.isInLedger ? [] : [m.paid_kept()]),
        referenceWords(screen.reference),
      ];
    case 'notPaid': {
      const left = screen.availableInCents;
      const words = NOT_PAID_WORDS[screen.reason];
      return [
        sentence(m.not_paid_heading()),
        words.happened(),
        screen.reason === 'balanceTooLow' && left !== null
          ? m.not_paid_balance_left({ amount: money(left) })
          : words.todo(),
        m.not_paid_nothing({ amount: money(screen.amountInCents) }),
      ];
    }
    case 'notCompleted':
      return [
        sentence(m.not_completed_heading()),
        m.not_completed_body({ amount: money(screen.amountInCents) }),
        m.not_completed_do(),
        referenceWords(screen.reference),
      ];
  }
}

function idleWords(view: View): string[] {
  const { reader, isSandbox, demoCards } = view;
  const { gesture, hints } = idlePromptOf(view);
  const invitation =
    reader === 'away'
      ? [sentence(m.idle_away()), m.idle_away_do(), m.idle_away_again()]
      : [sentence(gesture()), ...hints.map((hint) => hint())];
  const hasDemo = isSandbox && demoCards.length > 0;
  const demo = hasDemo ? [sentence(m.demo_label()), m.demo_hint()] : [];
  return [...invitation, m.say_help(), ...demo];
}

function payingWords(view: View, screen: Of<'paying'>, listening: Listening): string[] {
  const { happening, expecting } = PAYING[screen.step];
  const amount = sentence(spokenMoney(screen.amountInCents, view));
  return [
    sentence(m.paying_heading()),
    ...(listening.isPrivate ? [amount] : []),
    happening(),
    ...(listening.isLongWait ? [expecting()] : []),
  ];
}

function outOfServiceWords(
  view: View,
  { reason, fileName }: Of<'outOfService'>,
  listening: Listening,
): string[] {
  const shops = rowsOf(view, 'shops', listening);
  return [
    sentence(m.out_heading()),
    m.out_customer(),
    sentence(m.out_staff_label()),
    OUT_OF_SERVICE_WORDS[reason](),
    ...(fileName === null ? [] : [sentence(m.out_file({ fileName }))]),
    ...(shops.length === 0 ? [] : [sentence(m.out_shops_label()), ...firstOf(shops)]),
  ];
}

function balanceWords(view: View, { balance, history, ...screen }: Of<'balance'>): string[] {
  const { availableInCents: available, asOf, isLive } = balance;
  const have =
    available > 0
      ? sentence(`${m.balance_heading()} ${spokenMoney(available, view)}`)
      : available === 0
        ? `${sentence(m.balance_zero())} ${m.balance_zero_do()}`
        : `${sentence(m.balance_negative())} ${sentence(spokenMoney(available, view))} ${m.balance_negative_do()}`;
  return [
    have,
    cardWords(screen.card),
    ...(isLive ? [] : [m.balance_as_of({ time: momentText(asOf, now(), view.language) })]),
    ...(screen.isEarlierUnsettled ? [m.balance_earlier()] : []),
    ...(screen.canSpend || available <= 0 ? [] : [m.balance_no_spend()]),
    ...(history.kind === 'shown' ? historyWords(view) : []),
  ];
}

function historyWords(view: View): string[] {
  const rows = rowsOf(view, 'history', { isPrivate: true });
  return rows.length === 0 ? [sentence(m.history_empty())] : firstOf(rows);
}

function cardWords({ name, endsIn }: Card): string {
  return sentence([name, ...(endsIn === '' ? [] : [spell(endsIn)])].join(', '));
}

function atShop({ shopName }: View): string {
  return shopName === null ? '' : ` ${m.confirm_at({ shopName })}`;
}

function amountProblem(view: View, { problem, limitInCents }: Of<'amount'>): string | null {
  const amount = spokenMoney(limitInCents, view);
  switch (problem) {
    case null:
      return null;
    case 'overBalance':
      return m.amount_over_balance({ amount });
    case 'overMaximum':
      return m.amount_over_maximum({ amount });
    case 'overOfflineCap':
      return m.amount_over_offline({ amount });
  }
}

function both({ happened, todo }: { happened: () => string; todo: () => string }): string[] {
  return [sentence(happened()), todo()];
}

function referenceWords(reference: string): string {
  return sentence(m.reference({ reference: spell(reference) }));
}
