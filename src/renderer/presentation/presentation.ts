/**
 * What a screen or a dialog is, as data. The Svelte file draws it, speech reads it,
 * and the toolbar and the keys act on it, so that these cannot differ.
 */
import type { Intent, View } from '../../shared/contract.ts';
import type { Sound } from '../sound/notes.ts';
import type { CardPlace } from './card-place.ts';
import type { Exit } from './exits.ts';
import type { Medium } from './medium.ts';
import type { ScreenKind, Screens } from './screen-props.ts';

/** A text that is read aloud. */
export interface Line {
  text: string;
  /** It tells money or what is on a card, so only the customer may hear it. */
  isPrivate: boolean;
  /** What a voice says instead where others may hear; nothing if left out. */
  publicText?: string;
  /** Only after the customer has waited for long. */
  isForLongWait?: boolean;
}

export interface Action {
  label: string;
  /** As with a line: what the label tells. */
  isPrivate: boolean;
  publicText?: string;
  intent: Intent;
  /** The one action that the screen is for. */
  isMain: boolean;
  /** False: it is drawn, but does nothing yet. */
  isEnabled: boolean;
  /** False: a voice names it only when it has the focus, not in its list of what can be chosen. */
  isAnnounced: boolean;
}

/** The names of the lists whose rows a keyboard can walk through, as in `data-row`. */
export type ListName = 'history' | 'readers' | 'feed' | 'shops';

export interface Content {
  heading: string;
  /** Everything that is read aloud, in reading order, the heading included. */
  lines: readonly Line[];
  actions: readonly Action[];
  /** Digits are entered here. A voice offers the keypad as long as it does not offer the main action. */
  keypad?: { label: string; isSecret: boolean } | null;
  /** All rows of each list; `lines` has only the first of them. */
  lists?: Partial<Record<ListName, readonly Line[]>>;
}

/** What lies over the screen and has to be answered or closed. */
export interface DialogContent extends Content {
  /** What the Escape key means. */
  escape: Intent;
}

export interface ContentInput<Kind extends ScreenKind> {
  screen: Screens[Kind];
  view: View;
  medium: Medium;
}

/** What follows from the kind of the screen alone. */
export interface ScreenTraits {
  /** Offered by the toolbar. Empty where leaving would only leave the customer unsure, or the main action leaves. */
  exits: readonly Exit[];
  /** Played when the screen appears. */
  sound: Sound | null;
  /** No customer is there. Staff may sign in from here. */
  isAtRest: boolean;
  /** A customer is about to pay, so a session that ends by itself is a payment that was stopped. */
  isUnderWay: boolean;
  /** The result of a payment. The kiosk keeps it until the page says that it was drawn. */
  isResult: boolean;
}

export interface ScreenPresentation<Kind extends ScreenKind> extends ScreenTraits {
  /** Follows from the view alone, so that no card outlives its session. */
  cardPlace: (screen: Screens[Kind], view: View) => CardPlace;
  content: (input: ContentInput<Kind>) => Content;
  /** What lies over the screen as a part of it; null for nothing. */
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

/** For lists in which some items may be missing. */
export function withoutNulls<Item>(items: readonly (Item | null)[]): Item[] {
  return items.filter((item) => item !== null);
}
