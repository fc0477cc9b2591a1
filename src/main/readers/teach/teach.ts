/**
 * Finds out how an unknown reader sends the number of a card, from three presentations of each of two or more cards.
 * Pure. Never guesses: if the reports leave a doubt, it refuses and says why.
 */
import type { NfcLayout } from '../decode/nfc-hid.ts';
import { decodeNfcHid } from '../decode/nfc-hid.ts';
import { decodeHidPos, HID_POS_START } from '../decode/hid-pos.ts';
import { POS_USAGE_PAGE, type HidDevice } from '../hid-device.ts';
import {
  candidates,
  isPartElsewhere,
  type Presentation,
  type Presentations,
} from './candidates.ts';
import { findField, type Field } from './field.ts';
import { NO_RULES } from '../rules.ts';
import type { HidReaderSettings } from '../settings.ts';

export type TaughtDevice = Pick<
  HidDevice,
  'name' | 'vendorId' | 'productId' | 'usagePage' | 'usage'
>;

export type TeachProblem =
  /** Both cards gave the same number. Perhaps staff used only one card, or the reader does not send the number. */
  | 'sameNumber'
  /** A card gave another number each time, as phones do. */
  | 'changes'
  /** These cards do not show where the number begins or ends. */
  | 'unclear'
  /** The reader also sends reports that would be mistaken for cards. */
  | 'otherReports'
  /** The kiosk refuses the number of a card: phones make up such numbers, or it is a part of a longer one. */
  | 'refusedNumber';

/** One way to write the number. Only staff know which one is registered. */
export interface TeachChoice {
  settings: HidReaderSettings;
  /** The codes of the first two cards by these settings. */
  first: string;
  second: string;
}

export type Taught =
  | { kind: 'profile'; choices: readonly [TeachChoice, ...TeachChoice[]] }
  | { kind: 'refused'; why: TeachProblem };

export function teach(device: TaughtDevice, presentations: Presentations): Taught {
  const isPos = device.usagePage === POS_USAGE_PAGE;
  return isPos ? teachHidPos(device, presentations) : teachLayout(device, presentations);
}

function teachHidPos(device: TaughtDevice, presentations: Presentations): Taught {
  const texts = presentations.map((card) => new Set(card.map(posText)));
  if (texts.some(({ size }) => size > 1)) return refused('changes');
  const codes = texts.flatMap((each) => [...each]);
  const [one, two] = codes;
  if (one === undefined || two === undefined || codes.includes('')) return refused('unclear');
  if (new Set(codes).size < codes.length) return refused('sameNumber');
  const settings = { driver: 'hidPos', ...settingsBase(device) } as const;
  return { kind: 'profile', choices: [{ settings, first: one, second: two }] };
}

/** Empty if the reports are not a code. */
function posText(presentation: Presentation): string {
  let state = HID_POS_START;
  let text = '';
  for (const report of presentation) {
    const decoded = decodeHidPos(state, report, { atMs: 0, isHoneywell: false });
    state = decoded.state;
    text ||= decoded.code?.text ?? '';
  }
  return text;
}

function teachLayout(device: TaughtDevice, presentations: Presentations): Taught {
  const found = candidates(presentations).map(({ lead, samples }) => ({
    lead,
    ...findField(samples),
  }));
  const fields = found.filter((each) => each.kind === 'field');
  const [field] = fields;
  if (field === undefined) {
    const whys = found.map((each): TeachProblem =>
      each.kind === 'refused' ? each.why : 'unclear',
    );
    return refused(PROBLEMS_BY_WEIGHT.findLast((why) => whys.includes(why)) ?? 'unclear');
  }
  const leads = fields.map(({ lead }) => lead);
  if (isPartElsewhere(presentations, leads)) return refused('unclear');
  const taught = layoutsOf(field).map((layout) => choiceOf(device, layout, presentations));
  const codes = new Set(fields.map((each) => firstCodesOf(each, presentations)));
  if (codes.size > 1) return refused('unclear');
  // Read from the other end, a number may look like one that is random or goes on. Then that way is not offered.
  const [best, ...rest] = taught.filter((choice) => choice !== null);
  if (best !== undefined) return { kind: 'profile', choices: [best, ...rest] };
  const isRefused = layoutsOf(field).every((layout) => hasRefusedNumber(layout, presentations));
  return refused(isRefused ? 'refusedNumber' : 'otherReports');
}

/** Whether the kiosk refuses a number for what it is, and not for its place in a report. */
function hasRefusedNumber(layout: NfcLayout, presentations: Presentations): boolean {
  const faults = presentations.flat(2).map((report) => decodeNfcHid(report, layout).fault);
  return faults.some((fault) => fault !== null && fault !== 'malformed');
}

/** If several problems are found, the last in this list is reported. */
const PROBLEMS_BY_WEIGHT: readonly TeachProblem[] = ['sameNumber', 'changes', 'unclear'];

type TaughtLayout = NfcLayout & Pick<Field, 'padding'>;

/** Bytes can be written in four ways. Text has only one. */
function layoutsOf({
  reportId,
  offset,
  length,
  empty,
  emptyBefore,
  padding,
  isText,
}: Field): [TaughtLayout, ...TaughtLayout[]] {
  const place = { reportId, offset, length, empty, emptyBefore, padding, digits: null };
  if (isText) return [{ ...place, base: 'text', byteOrder: 'asRead' }];
  return [
    { ...place, base: 'hex', byteOrder: 'asRead' },
    { ...place, base: 'hex', byteOrder: 'reversed' },
    { ...place, base: 'decimal', byteOrder: 'asRead' },
    { ...place, base: 'decimal', byteOrder: 'reversed' },
  ];
}

function choiceOf(
  device: TaughtDevice,
  layout: TaughtLayout,
  presentations: Presentations,
): TeachChoice | null {
  const codes = codesOf(layout, presentations);
  const [first, second] = codes ?? [];
  if (first === undefined || second === undefined) return null;
  const settings = {
    driver: 'nfcHid',
    ...settingsBase(device),
    layout,
  } as const;
  return { settings, first, second };
}

function firstCodesOf(field: Field, presentations: Presentations): string | undefined {
  const codes = layoutsOf(field).map((layout) => codesOf(layout, presentations));
  return codes.find((each) => each !== null)?.join();
}

/**
 * The code of each card. Null if any report of a card gives a fault or another code, or if two cards have the same code.
 */
function codesOf(layout: NfcLayout, presentations: Presentations): readonly string[] | null {
  const codes = presentations.flatMap((card) => codeOfAll(card, layout) ?? []);
  return new Set(codes).size === presentations.length ? codes : null;
}

function codeOfAll(presentations: readonly Presentation[], layout: NfcLayout): string | null {
  const decoded = presentations.map((each) => each.map((report) => decodeNfcHid(report, layout)));
  const isClean = decoded.flat().every(({ fault }) => fault === null);
  const codes = decoded.map((each) => new Set(each.flatMap(({ code }) => code?.text ?? [])));
  const all = new Set(codes.flatMap((each) => [...each]));
  const [code] = all;
  const isOne = all.size === 1 && codes.every((each) => each.size === 1);
  return isClean && isOne ? (code ?? null) : null;
}

function settingsBase({ name, vendorId, productId, usagePage, usage }: TaughtDevice) {
  const match = { vendorId, productId, usagePage, usage, serialNumber: null, path: null };
  // Staff chose the number as shown, so the rules of the kiosk must not change it.
  return { name: name === '' ? null : name.slice(0, 200), match, identifier: NO_RULES };
}

function refused(why: TeachProblem): Taught {
  return { kind: 'refused', why };
}
