/**
 * The demo account: the shop and the card of the API's documentation, and one contact for each case that a kiosk must
 * handle. The ids are always the same. The times are relative to the start of the sandbox.
 */
import type { AccountData } from './data/index.ts';

export interface DemoCard {
  /** What the card shows. The kiosk names it in the customer's language. */
  kind: string;
  /** The value of the card. */
  value: string;
}

export const DEMO_SHOP_UUID = '123123';

/** Every card of the demo account, and one card that the account does not have. */
export const DEMO_CARDS = [
  { kind: 'ordinary', value: 'cilwjefwnsvidjfkjskjf' },
  { kind: 'rich', value: 'GOLD-0001' },
  { kind: 'empty', value: 'ZERO-0001' },
  { kind: 'blocked', value: 'LOST-0001' },
  { kind: 'unknown', value: 'UNKNOWN-0001' },
  { kind: 'longName', value: 'INTL-0001' },
  { kind: 'unregistered', value: 'BLANK-0001' },
  { kind: 'longHistory', value: 'BUSY-0001' },
  { kind: 'firstOfTwo', value: 'TWIN-0001' },
  { kind: 'secondOfTwo', value: 'TWIN-0002' },
] as const satisfies readonly DemoCard[];

interface DemoContact {
  email: string;
  name: string;
  cards: readonly { value: string; name: string; active?: boolean }[];
  /** The amounts, oldest first. Their sum is the balance. */
  amountsInCents: readonly number[];
  sessionToken?: string;
}

const DEMO_CONTACTS: readonly DemoContact[] = [
  {
    email: 'spongebob@bikinibottom.sea',
    name: 'SpongeBob',
    cards: [{ value: 'cilwjefwnsvidjfkjskjf', name: 'Krabby Membership' }],
    amountsInCents: [5000, -1250, -475, 2500, -775],
  },
  {
    email: 'eugene@bikinibottom.sea',
    name: 'Eugene',
    cards: [{ value: 'GOLD-0001', name: 'Gold Card' }],
    amountsInCents: [1_000_000, 250_000, -15_433],
  },
  {
    email: 'squidward@bikinibottom.sea',
    name: 'Squidward',
    cards: [{ value: 'ZERO-0001', name: 'Clarinet Club' }],
    amountsInCents: [1500, -1500],
  },
  {
    email: 'patrick@bikinibottom.sea',
    name: 'Patrick',
    cards: [{ value: 'LOST-0001', name: 'Lost Card', active: false }],
    amountsInCents: [1850],
  },
  {
    email: 'noor.hanako@bikinibottom.sea',
    name: 'نور هاناكو 花子',
    cards: [
      {
        value: 'INTL-0001',
        name: 'بطاقة العضوية المميزة لأصدقاء المطعم والمقهى — 喫茶店とレストランの友の会特別会員カード',
      },
    ],
    amountsInCents: [3000, -220],
  },
  {
    email: 'pearl@bikinibottom.sea',
    name: 'Pearl',
    cards: [{ value: 'BUSY-0001', name: 'Daily Lunch' }],
    amountsInCents: Array.from({ length: 80 }, (_, index) => (index % 8 === 0 ? 2540 : -272)),
  },
  {
    email: 'sandy@bikinibottom.sea',
    name: 'Sandy',
    cards: [
      { value: 'TWIN-0001', name: 'Treedome Card' },
      { value: 'TWIN-0002', name: 'Treedome Key Fob' },
    ],
    amountsInCents: [4000, -860],
    sessionToken: 'demo-session-token',
  },
];

const HOUR_MS = 3_600_000;

export interface DemoTarget {
  data: AccountData;
  nowMs: number;
  /** The personal access token. The token of the register is this text with `-register` at the end. */
  token: string;
}

/** Fills an empty account. */
export function fillDemo({ data, nowMs, token }: DemoTarget): void {
  data.addShop({ id: 15, uuid: DEMO_SHOP_UUID, name: 'Krusty Krab' });
  data.addShop({ id: 16, uuid: '12312312312312', name: 'Chum Bucket Online', type: 'web' });
  data.addRegisterToken({ token: `${token}-register`, shopUuid: DEMO_SHOP_UUID });
  data.addIdentifier({ value: 'BLANK-0001', name: 'Unclaimed Card' });
  for (const [index, contact] of DEMO_CONTACTS.entries()) {
    addDemoContact(data, { ...contact, number: index + 1, nowMs });
  }
}

function addDemoContact(
  data: AccountData,
  { number, nowMs, ...contact }: DemoContact & { number: number; nowMs: number },
): void {
  const { email, name, cards, amountsInCents, sessionToken } = contact;
  const contactUuid = demoUuid(number, 0);
  data.addContact({ uuid: contactUuid, email, name });
  for (const card of cards) data.addIdentifier({ ...card, contactUuid });
  for (const [index, amountInCents] of amountsInCents.entries()) {
    data.addTransaction({
      uuid: demoUuid(number, index + 1),
      contactUuid,
      amountInCents,
      shopUuid: DEMO_SHOP_UUID,
      createdAtMs: nowMs - (amountsInCents.length - index) * 11 * HOUR_MS,
      ...usedCard(cards, amountInCents),
    });
  }
  if (sessionToken !== undefined) data.addSessionToken({ token: sessionToken, contactUuid });
}

/** Spends are made with a card, and top-ups at the till without one. */
function usedCard(
  cards: DemoContact['cards'],
  amountInCents: number,
): { identifierValue?: string } {
  const card = cards[0];
  return card === undefined || amountInCents > 0 ? {} : { identifierValue: card.value };
}

function demoUuid(contactNumber: number, transactionNumber: number): string {
  const group = String(contactNumber).padStart(4, '0');
  return `5ea1ab1e-${group}-4000-8000-${String(transactionNumber).padStart(12, '0')}`;
}
