/**
 * The sentences that the voice says for a screen: what happened, the amounts, the actions.
 * If other people could hear, the sentences have no balance, no amount and no payment.
 */
import type { View } from '../../shared/contract.ts';
import { now } from '../clock.svelte.ts';
import { spokenMomentText } from '../format/time.ts';
import { m } from '../messages/generated/messages.js';
import { connectionStrip } from '../presentation/connection-strip.ts';
import { moreRows } from '../presentation/long-lists.ts';
import { forEars } from '../presentation/medium.ts';
import { NOTICE_TEXTS } from '../presentation/notices.ts';
import {
  withoutNulls,
  type Content,
  type Line,
  type ListName,
} from '../presentation/presentation.ts';
import { sentence } from '../presentation/sentence.ts';
import { contentOf } from '../screens/index.ts';
import { topDialogOf } from '../top-dialog.ts';
import type { Audience } from './audience.ts';
import { spokenActions, spokenExits } from './spoken-actions.ts';

/** Returns one text for each part of the screen, so that the voice can repeat only the part that has changed. */
export function screenSpeech(view: View, audience: Audience): string[] {
  const dialog = topDialogOf(withSpokenSeconds(view, audience), forEars(view));
  if (dialog !== null) {
    return [...spokenLines(dialog, audience), ...choices(spokenActions(dialog, audience))];
  }
  const content = contentOf(view, forEars(view));
  return [
    ...(view.notice === null ? [] : [NOTICE_TEXTS[view.notice.kind]()]),
    ...spokenLines(content, audience),
    ...connectionSpeech(view),
    ...choices([...spokenActions(content, audience), ...spokenExits(view)]),
  ];
}

/** Less important texts, which may change with every payment. The voice says them last, and does not repeat changes. */
export function backgroundSpeech(view: View): string[] {
  if (topDialogOf(view, forEars(view)) !== null) return [];
  const { lists = {} } = contentOf(view, forEars(view));
  return [
    ...withoutNulls(Object.values(lists).map((rows) => moreRows(rows.length))),
    ...waitingSpeech(view),
    ...(view.isSandbox ? [sentence(m.demo_mark())] : []),
  ];
}

/** One sentence for each row of a list. Empty if the list is not on the screen. */
export function rowSpeech(view: View, list: ListName, audience: Audience): string[] {
  const rows = contentOf(view, forEars(view)).lists?.[list] ?? [];
  return withoutNulls(rows.map((row) => spokenLine(row, audience)));
}

function spokenLines({ lines }: Content, audience: Audience): string[] {
  return withoutNulls(lines.map((line) => spokenLine(line, audience)));
}

function spokenLine(line: Line, { isPrivate, isLongWait = false }: Audience): string | null {
  if (line.isForLongWait === true && !isLongWait) return null;
  const text = line.isPrivate && !isPrivate ? line.publicText : line.text;
  return text === undefined ? null : sentence(text);
}

function choices(actions: readonly string[]): string[] {
  return actions.length === 0 ? [] : [m.say_acts({ acts: actions.join('. ') })];
}

function withSpokenSeconds(view: View, { secondsLeft = null }: Audience): View {
  if (view.overlay?.kind !== 'stillThere' || secondsLeft === null) return view;
  return { ...view, overlay: { ...view.overlay, secondsLeft } };
}

function connectionSpeech(view: View): string[] {
  const { offline = null, noMoney = null } = connectionStrip(view, now(), spokenMomentText) ?? {};
  return withoutNulls([
    offline === null ? null : sentence(`${offline.reason}, ${offline.since}`),
    offline?.stillWorks ?? null,
    noMoney,
  ]);
}

function waitingSpeech(view: View): string[] {
  const { drain, waiting, held = null } = connectionStrip(view, now()) ?? {};
  return withoutNulls([
    drain?.progress ?? null,
    drain?.left ?? null,
    waiting?.count ?? null,
    waiting?.oldest ?? null,
    held,
  ]).map(sentence);
}
