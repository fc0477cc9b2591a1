/**
 * Describes a screen or a dialog as data. The Svelte file draws this data, the voice reads it, and the toolbar and the
 * keys use its actions. So they cannot differ.
 */
import type { Intent, View } from '../../shared/contract.ts';
import type { Guard } from '../input/guard-presses.ts';
import type { Sound } from '../sound/notes.ts';
import type { CardPlace } from './card-place.ts';
import type { Exit } from './exits.ts';
import type { Medium } from './medium.ts';
import type { ScreenKind, Screens } from './screen-props.ts';

/** A text that is read aloud. */
export interface Line {
  text: string;
  /** The text has an amount or data of a card, so only the customer should hear it. */
  isPrivate: boolean;
  /** What the voice says instead if other people could hear. Left out: the voice says nothing. */
  publicText?: string;
  /** The line appears only after a long wait. */
  isForLongWait?: boolean;
}

export interface Action {
  label: string;
  /** The same as in `Line`, for the label. */
  isPrivate: boolean;
  publicText?: string;
  intent: Intent;
  /** The main action of the screen, at most one. */
  isMain: boolean;
  /** False: the button is drawn, but a press does nothing yet. */
  isEnabled: boolean;
  /** Which presses count: see input/guard-presses.ts. Left out: every press. */
  guard?: Guard;
  /** False: the voice names the button only when it has the focus, and not in the list of actions. */
  isAnnounced: boolean;
}

/** The names of the lists whose rows the keyboard can reach, as in the attribute `data-row`. */
export type ListName = 'history' | 'readers' | 'feed' | 'shops';

export interface Content {
  heading: string;
  /** Everything that is read aloud, in this order. It includes the heading. */
  lines: readonly Line[];
  actions: readonly Action[];
  /** The keypad for digits. The voice mentions the keypad as long as the main action is not enabled. */
  keypad?: { label: string; isSecret: boolean } | null;
  /** All rows of each list. `lines` has only the first rows. */
  lists?: Partial<Record<ListName, readonly Line[]>>;
}

/** A dialog over the screen, which the customer has to answer or close. */
export interface DialogContent extends Content {
  /** The intent that the Escape key sends. */
  escape: Intent;
}

export interface ContentInput<Kind extends ScreenKind> {
  screen: Screens[Kind];
  view: View;
  medium: Medium;
}

/** The properties that depend only on the kind of the screen. */
export interface ScreenTraits {
  /** The exits in the toolbar. Empty if the main action leaves the screen, or if the customer should not leave. */
  exits: readonly Exit[];
  /** Played when the screen appears. */
  sound: Sound | null;
  /** No customer is there. Staff can sign in from this screen. */
  isAtRest: boolean;
  /** A payment is under way. If the session ends by itself, the payment stops. */
  isUnderWay: boolean;
  /** The screen is the result of a payment. The kiosk keeps it until the page reports that it has drawn it. */
  isResult: boolean;
}

export interface ScreenPresentation<Kind extends ScreenKind> extends ScreenTraits {
  /** Depends only on the view, so that the drawn card never stays after its session. */
  cardPlace: (screen: Screens[Kind], view: View) => CardPlace;
  content: (input: ContentInput<Kind>) => Content;
  /** A dialog that belongs to the screen, such as the receipt. Null if it is not open. */
  dialog?: (input: ContentInput<Kind>) => DialogContent | null;
}

export function line(text: string): Line {
  return { text, isPrivate: false };
}

export function privateLine(text: string, publicText?: string): Line {
  return { text, isPrivate: true, ...(publicText === undefined ? {} : { publicText }) };
}

export function longWaitLine(text: string): Line {
  return { text, isPrivate: false, isForLongWait: true };
}

type ActionOptions = Partial<Omit<Action, 'label' | 'intent' | 'isMain'>>;

export function mainAction(label: string, intent: Intent, options: ActionOptions = {}): Action {
  return { ...sideAction(label, intent, options), isMain: true };
}

export function sideAction(label: string, intent: Intent, options: ActionOptions = {}): Action {
  const standard = { isPrivate: false, isMain: false, isEnabled: true, isAnnounced: true };
  return { label, intent, ...standard, ...options };
}

/** Removes the null items of a list. */
export function withoutNulls<Item>(items: readonly (Item | null)[]): Item[] {
  return items.filter((item) => item !== null);
}
