/** The staff screen: the status of each reader, the data that they send, and the lesson for an unknown reader. */
import type { Language } from '../../../shared/contract.ts';
import type { FeedRow, ReaderRow } from '../../../shared/staff-board.ts';
import { timeWithSeconds } from '../../format/time.ts';
import { m } from '../../messages/generated/messages.js';
import { WITHOUT_POCKET } from '../../presentation/card-place.ts';
import { firstRows } from '../../presentation/long-lists.ts';
import type { Medium } from '../../presentation/medium.ts';
import {
  line,
  privateLine,
  type Line,
  type ScreenPresentation,
} from '../../presentation/presentation.ts';
import { sentence } from '../../presentation/sentence.ts';
import { noticeText } from './notice-text.ts';
import { hasRule, readerStatusText } from './reader-status.ts';
import { teachingActions, teachingContent, teachingLines } from './teaching.ts';

export const staffReaders = {
  exits: ['stop'],
  sound: null,
  isAtRest: false,
  isUnderWay: false,
  isResult: false,
  cardPlace: () => WITHOUT_POCKET,
  content({ screen, view: { screenId, language }, medium }) {
    const heading = m.staff_heading();
    const teaching = teachingContent(screen.teaching, { screenId, medium });
    const notices = {
      label: m.staff_notices_label(),
      rows: screen.notices.map((notice) => line(noticeText(notice, language))),
    };
    const readers = {
      label: m.staff_readers(),
      empty: m.staff_readers_none(),
      rows: screen.readers.map(readerLine),
    };
    const feed = {
      label: m.staff_feed(),
      empty: m.staff_feed_empty(),
      rows: screen.feed.map((row) => feedLine(row, language, medium)),
    };
    return {
      heading,
      notices,
      readers,
      teaching,
      feed,
      lines: [
        line(heading),
        ...(notices.rows.length === 0 ? [] : [line(notices.label), ...firstRows(notices.rows)]),
        ...listLines(readers),
        ...teachingLines(teaching, medium),
        ...listLines(feed),
      ],
      actions: teachingActions(teaching),
      lists: { notices: notices.rows, readers: readers.rows, feed: feed.rows },
    };
  },
} satisfies ScreenPresentation<'staffReaders'>;

export function feedSource({ reader }: FeedRow): string {
  return reader ?? m.staff_typed();
}

function listLines({ label, empty, rows }: { label: string; empty: string; rows: Line[] }): Line[] {
  return [line(label), ...(rows.length === 0 ? [line(empty)] : firstRows(rows))];
}

function readerLine(reader: ReaderRow): Line {
  const text = `${sentence(reader.name)} ${sentence(readerStatusText(reader))}`;
  return line(hasRule(reader) ? `${text} ${reader.detail ?? ''}` : text);
}

/** The line is private, because it has the data of somebody's card. */
function feedLine(row: FeedRow, language: Language, medium: Medium): Line {
  const source = `${timeWithSeconds(row.at, language)}, ${feedSource(row)}`;
  const sent = row.kind === 'report' ? row.text : medium.code(row.text);
  return privateLine(`${source}: ${sent}`, source);
}
