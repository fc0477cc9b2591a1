/** The staff's screens as sentences: the digits of a PIN are counted and never told. Pure. */
import type { Screen, View } from '../../shared/contract.ts';
import type { Teaching } from '../../shared/staff-board.ts';
import { m } from '../messages/generated/messages.js';
import { canOpen, doorWords } from '../staff/door-words.ts';
import {
  keysChoiceWords,
  keysWords,
  placeWords,
  TEACH_WORDS,
  usedWords,
  WRITING_WORDS,
} from '../staff/teach-words.ts';
import { firstOf, rowsOf } from './list-words.ts';
import type { Listening } from './listening.ts';
import { sentence } from './sentence.ts';
import { spell } from './spell.ts';

type Of<Kind extends Screen['kind']> = Extract<Screen, { kind: Kind }>;

export function doorSentences(screen: Of<'staffSignIn'>): string[] {
  const { access, demoPin, digitCount, lockedSeconds } = screen;
  // Each second of the lock would cut off the one before.
  const count = Math.ceil(lockedSeconds / 10) * 10;
  return [
    sentence(m.staff_heading()),
    doorWords({ ...screen, lockedSeconds: count }),
    ...(access === 'pin' ? [m.staff_pin_digits({ count: digitCount })] : []),
    ...(access === 'pin' && demoPin !== null ? [m.staff_pin_demo({ pin: spell(demoPin) })] : []),
  ];
}

export function doorActs(screen: Of<'staffSignIn'>): string[] {
  if (screen.access === 'none') return [];
  return canOpen(screen) ? [m.staff_pin_open()] : [m.staff_pin_label()];
}

export function readersSentences(
  view: View,
  screen: Of<'staffReaders'>,
  listening: Listening,
): string[] {
  const readers = rowsOf(view, 'readers', listening);
  const feed = rowsOf(view, 'feed', listening);
  return [
    sentence(m.staff_heading()),
    sentence(m.staff_readers()),
    ...(readers.length === 0 ? [m.staff_readers_none()] : firstOf(readers)),
    ...lessonWords(screen.teaching, listening),
    sentence(m.staff_feed()),
    ...(feed.length === 0 ? [m.staff_feed_empty()] : firstOf(feed)),
  ];
}

export function lessonActs(teaching: Teaching): string[] {
  switch (teaching.kind) {
    case 'off':
      return [m.teach_start()];
    case 'presenting':
      return [m.teach_cancel()];
    case 'proposed':
    case 'proposedKeys':
      return [m.teach_use(), m.teach_cancel()];
    case 'refused':
    case 'works':
    case 'used':
    case 'notSaved':
      return [m.teach_again()];
  }
}

function lessonWords(teaching: Teaching, { isPrivate }: Listening): string[] {
  const both = (first: string, second: string): string =>
    isPrivate ? `: ${spell(first)}; ${spell(second)}` : '';
  switch (teaching.kind) {
    case 'off':
      return [sentence(m.teach_heading()), m.teach_intro()];
    case 'presenting': {
      const { card, firstCount, secondCount, reader } = teaching;
      return [
        sentence(card === 'first' ? m.teach_first_now() : m.teach_second_now()),
        sentence(`${m.teach_first()}: ${m.teach_count({ count: firstCount })}`),
        sentence(`${m.teach_second()}: ${m.teach_count({ count: secondCount })}`),
        reader === null ? m.teach_any() : m.teach_reader({ reader }),
      ];
    }
    case 'proposed':
      return [
        sentence(m.teach_found({ reader: teaching.reader })),
        placeWords(teaching.field),
        m.teach_choose(),
        ...teaching.choices.map(({ writing, first, second }) =>
          sentence(`${WRITING_WORDS[writing]()}${both(first, second)}`),
        ),
      ];
    case 'proposedKeys':
      return [
        sentence(m.teach_keys_found()),
        ...keysWords(teaching, spell),
        m.teach_keys_all(),
        ...(teaching.choices.length > 1 ? [m.teach_choose()] : []),
        ...teaching.choices.map((choice) =>
          sentence(`${keysChoiceWords(choice, spell)}${both(choice.first, choice.second)}`),
        ),
      ];
    case 'refused':
      return [sentence(m.teach_refused()), TEACH_WORDS[teaching.why]()];
    case 'works':
      return [
        sentence(m.teach_heading()),
        sentence(`${m.teach_works()}${both(teaching.first, teaching.second)}`),
      ];
    case 'used':
      return [sentence(m.teach_heading()), usedWords(teaching.reader)];
    case 'notSaved':
      return [sentence(m.teach_heading()), m.teach_not_saved()];
  }
}
