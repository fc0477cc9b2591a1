/** What each screen says, in sentences; figures only where nobody else hears them. Pure. */
import type { HistoryItem, Screen, View } from '../../shared/contract.ts';
import { negateCents } from '../../shared/money.ts';
import { now } from '../clock.svelte.ts';
import { momentText } from '../format/time.ts';
import { m } from '../messages/generated/messages.js';
import { CARD_WORDS, LOOK_UP_WORDS, NOT_PAID_WORDS, OUT_OF_SERVICE_WORDS } from '../reasons.ts';
import { spokenMoney } from './figures.ts';
import { sentence } from './sentence.ts';

export interface Listening {
  /** Only the customer hears it, or they asked for it aloud. */
  isPrivate: boolean;
}

type Of<Kind extends Screen['kind']> = Extract<Screen, { kind: Kind }>;

/** A history of more would take minutes to hear. */
const HISTORY_SAID = 5;

const INVITATIONS = {
  below: { gesture: m.idle_below, hint: m.idle_below_hint },
  right: { gesture: m.idle_right, hint: m.idle_right_hint },
  behind: { gesture: m.idle_behind, hint: m.idle_behind_hint },
} as const;

const PAYING = {
  sending: m.paying_sending,
  checking: m.paying_checking,
  waitingForEarlier: m.paying_waiting,
} as const;

export function screenWords(view: View, listening: Listening): string[] {
  const { screen } = view;
  switch (screen.kind) {
    case 'starting':
      return [sentence(m.starting_heading()), m.starting_body()];
    case 'outOfService':
      return [sentence(m.out_heading()), m.out_customer(), OUT_OF_SERVICE_WORDS[screen.reason]()];
    case 'idle': {
      if (view.reader === 'away') {
        return [sentence(m.idle_away()), m.idle_away_do(), m.idle_away_again()];
      }
      const { gesture, hint } = INVITATIONS[view.readerPlace];
      return [sentence(gesture()), hint()];
    }
    case 'identifying':
      return [sentence(m.identifying_heading()), m.identifying_happening()];
    case 'cardProblem':
      return both(CARD_WORDS[screen.problem]);
    case 'lookUpProblem':
      return both(LOOK_UP_WORDS[screen.problem]);
    case 'paying':
      return [sentence(m.paying_heading()), PAYING[screen.step]()];
    // A PIN is not read aloud, and neither is what comes from the readers.
    case 'staffSignIn':
    case 'staffReaders':
      return [sentence(m.staff_heading())];
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
        sentence(`${m.confirm_you_pay()} ${money(screen.amountInCents)}`),
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
    ...(isLive ? [] : [m.balance_as_of({ time: momentText(asOf, now(), view.language) })]),
    ...(screen.isEarlierUnsettled ? [m.balance_earlier()] : []),
    ...(screen.canSpend || available <= 0 ? [] : [m.balance_no_spend()]),
    ...(history.kind === 'shown' ? historyWords(view, history.items) : []),
  ];
}

function historyWords(view: View, items: readonly HistoryItem[]): string[] {
  if (items.length === 0) return [sentence(m.history_empty())];
  return items.slice(0, HISTORY_SAID).map(({ amountInCents, createdAt, shopName }) => {
    const isSpent = amountInCents < 0;
    const what = whatWords(isSpent, shopName);
    const size = spokenMoney(isSpent ? negateCents(amountInCents) : amountInCents, view);
    return sentence(`${momentText(createdAt, now(), view.language)}: ${what}, ${size}`);
  });
}

function whatWords(isSpent: boolean, shopName: string | null): string {
  if (shopName === null) return isSpent ? m.history_spent() : m.history_added();
  return isSpent ? m.history_spent_at({ shopName }) : m.history_added_at({ shopName });
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

/** Sign by sign, as one dictates it. */
function referenceWords(reference: string): string {
  return sentence(m.reference({ reference: Array.from(reference).join(' ') }));
}
