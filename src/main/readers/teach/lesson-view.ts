/** The lesson as the staff screen shows it. Pure. */
import { LESSON_CARDS, type Teaching } from '../../../shared/staff-board.ts';
import type { HidReaderSettings } from '../settings.ts';
import type { KeysChoice } from './keys.ts';
import { ORDER, type CardName, type Lesson } from './lesson.ts';
import { hasAimIdentifier } from './prefixes.ts';
import { shownCode } from './visible.ts';

export function teachingOf(lesson: Lesson): Teaching {
  switch (lesson.kind) {
    case 'off':
    case 'refused':
    case 'works':
    case 'used':
    case 'notSaved':
      return lesson;
    case 'presenting': {
      const count = lesson.done.length + lesson.typed.length;
      const of = (card: CardName, from: readonly CardName[]): number =>
        from.filter((each) => each === card).length;
      const [before, needed] = [ORDER.slice(0, count), ORDER.slice(0, lesson.neededCount)];
      return {
        kind: 'presenting',
        reader: lesson.source?.kind === 'device' ? lesson.source.device.name.slice(0, 200) : null,
        card: ORDER[count] ?? 'second',
        cards: LESSON_CARDS.filter((card) => needed.includes(card)).map((card) => ({
          ...{ card, count: of(card, before), neededCount: of(card, needed) },
        })),
      };
    }
    case 'proposed':
      return {
        kind: 'proposed',
        reader: lesson.reader,
        field: fieldOf(lesson.choices[0]?.settings),
        choices: lesson.choices.map(({ settings, first, second }) => ({
          writing: writingOf(settings),
          first: first.slice(0, 200),
          second: second.slice(0, 200),
        })),
      };
    case 'proposedKeys':
      return proposedKeysOf(lesson.choices);
  }
}

function proposedKeysOf(choices: readonly KeysChoice[]): Teaching {
  return {
    kind: 'proposedKeys',
    suffix: choices[0]?.settings.suffix ?? 'any',
    hasAimIdentifier: choices.some(
      ({ settings: { prefix } }) => prefix !== null && hasAimIdentifier(prefix),
    ),
    choices: choices.map(({ settings: { layout, prefix }, writing, first, second }) => ({
      layout: layout === 'asTyped' ? null : layout.toUpperCase(),
      cut: prefix === null ? null : shownCode(prefix),
      writing,
      first: shownCode(first),
      second: shownCode(second),
    })),
  };
}

type Proposed = Extract<Teaching, { kind: 'proposed' }>;

function fieldOf(settings: HidReaderSettings | undefined): Proposed['field'] {
  if (settings?.driver !== 'nfcHid') return null;
  const { reportId, offset, length } = settings.layout;
  return length.kind === 'fixed'
    ? { reportId, offset, count: length.count, lengthAt: null }
    : { reportId, offset, count: null, lengthAt: length.offset };
}

function writingOf(settings: HidReaderSettings): Proposed['choices'][number]['writing'] {
  if (settings.driver !== 'nfcHid' || settings.layout.base === 'text') return 'text';
  const { base, byteOrder } = settings.layout;
  return byteOrder === 'reversed' ? `${base}Reversed` : base;
}
