/** `npm run journal`: exports the journal, verifies an export, and records what staff decide. The kiosk must not run. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { homeOf, JOURNAL_FILE } from '../src/main/kiosk/kiosk-journal.ts';
import { changesText, confirmMoneySettings } from '../src/main/kiosk/money-settings.ts';
import type { ArchiveProblem } from '../src/main/journal/archive/find-lost.ts';
import type { History } from '../src/main/journal/archive/history.ts';
import { continueCopy } from '../src/main/journal/continue-copy.ts';
import { decide as recordDecision } from '../src/main/journal/decide.ts';
import { countRows, csvLines, jsonLines } from '../src/main/journal/export.ts';
import { openCountOf, releaseLedger } from '../src/main/journal/ledger-identity.ts';
import { openJournal, type OpenJournal, type OpenOptions } from '../src/main/journal/open.ts';
import { referenceOf, type Decision, type Operation } from '../src/main/journal/operation.ts';
import { quarantineDamaged } from '../src/main/journal/quarantine.ts';
import { findMissing, type Home } from '../src/main/journal/record.ts';
import { confirmOwnShop, sharedShopOf } from '../src/main/journal/shop-use.ts';
import type { DecisionAnswer, DecisionRequestFile } from '../src/main/kiosk/decision-files.ts';
import type { DecisionKind } from '../src/main/sync/decisions.ts';
import { verifyExport } from '../src/main/journal/verify-export.ts';
import { identifyMachine } from '../src/main/lifecycle/machine.ts';
import { minorDigitsIn, readSettingsFile, settingsInForce } from '../src/main/settings/file.ts';
import { defaultStateDir } from '../src/main/settings/data-dir.ts';
import { parseEnvironment } from '../src/main/settings/environment.ts';
import { shopUuid, transactionUuid } from '../src/shared/ids.ts';
import type { MinorDigits } from '../src/shared/money.ts';
import { epochMs, type EpochMs } from '../src/shared/time.ts';
import {
  damageText,
  decidedText,
  DOUBT_TEXTS,
  followsText,
  gapsText,
  heldText,
  HOW_TO_DECIDE,
  REFUSALS,
} from './journal-texts.ts';
import {
  archiveLines,
  archiveMonths,
  findHistory,
  shrinkFile,
  verifyEverything,
  type Said,
} from './journal-archives.ts';
import { askKiosk } from './ask-kiosk.ts';
import { readLines, writeLines } from './text-lines.ts';
import { placeFor } from './start-options.ts';

const USAGE = `usage: npm run journal -- COMMAND [--data-dir DIR]
  export --format csv|jsonl --out FILE       write the journal to a file
  verify                                     check all archives and the journal; the kiosk may run
  verify FILE                                check an export in jsonl; needs only the file
  archive                                    move the months that are old enough to archive files
  shrink                                     give the free space in the journal back to the disk
  held                                       list the operations that wait for a decision
  decide REFERENCE in-ledger|take-back --uuid U --by NAME [--reason WHY] [--yes]
  decide REFERENCE not-in-ledger|write-off --by NAME [--reason WHY] [--yes]
                                             ask the running kiosk what would follow; with --yes, decide
  own-shop --by NAME                         say that nobody else uses the shop of this terminal any more
  same-account --by NAME                     say that the open operations belong to the account in the settings
  accept-damage --by NAME                    rename a damaged journal and begin a new one
  accept-settings --by NAME                  confirm changed settings about money (shop, address, limits)
  this-machine --by NAME [--moved]           continue here with a journal that was copied from another machine`;

const LOCKED = 'the kiosk runs with this journal; end the kiosk first, then try again';
const NOT_CHECKED =
  "the kiosk does not run, so nothing can compare the decision with Leat; start the kiosk, or give a reason with --reason 'WHY'";
const PROGRESS_EVERY = 5_000;

const DECISIONS: Readonly<Record<string, DecisionKind>> = {
  'in-ledger': 'inLedger',
  'not-in-ledger': 'notInLedger',
  'write-off': 'writtenOff',
  'take-back': 'takeBack',
};

const NOT_SET_ASIDE = {
  whole: 'the journal is not damaged',
  locked: LOCKED,
  newerVersion: 'a newer version of the kiosk made this journal; install that version',
} as const;

interface Asked {
  words: readonly string[];
  /** The data folder was moved, not copied. */
  isMoved: boolean;
  values: Readonly<
    Record<'data-dir' | 'format' | 'out' | 'by' | 'uuid' | 'reason', string | undefined>
  >;
  isConfirmed: boolean;
}

process.exitCode = await main(process.argv.slice(2));

/** Returns the exit code: 0 for success, 1 for failure, 2 for wrong usage. */
function main(args: readonly string[]): number | Promise<number> {
  const asked = parse(args);
  if (asked === null) return say(USAGE, 2);
  const [command, ...words] = asked.words;
  switch (command) {
    case 'export':
      return exportTo(asked);
    case 'verify':
      return verify(words, asked);
    case 'archive':
      return withJournal(asked, (opened) => archive(opened, asked));
    case 'shrink':
      return withJournal(asked, ({ db }) => answer(shrinkFile(db)));
    case 'held':
      return withJournal(asked, (opened) => held(opened, asked));
    case 'decide':
      return decide(words, asked);
    case 'own-shop':
      return withJournal(asked, (opened) => ownShop(opened, asked));
    case 'same-account':
      return withJournal(asked, (opened) => sameAccount(opened, asked));
    case 'accept-damage':
      return acceptDamage(asked);
    case 'accept-settings':
      return withJournal(asked, (opened) => acceptChanges(opened, asked));
    case 'this-machine':
      return thisMachine(asked);
    case undefined:
    default:
      return say(USAGE, 2);
  }
}

function parse(args: readonly string[]): Asked | null {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'data-dir': { type: 'string' },
        format: { type: 'string' },
        out: { type: 'string' },
        by: { type: 'string' },
        uuid: { type: 'string' },
        moved: { type: 'boolean', default: false },
        reason: { type: 'string' },
        yes: { type: 'boolean', default: false },
      },
    });
    const { format, out, by, uuid, reason } = values;
    return {
      words: positionals,
      isMoved: values.moved,
      values: { 'data-dir': values['data-dir'], format, out, by, uuid, reason },
      isConfirmed: values.yes,
    };
  } catch (error) {
    say(error instanceof Error ? error.message : 'the options cannot be read', 2);
    return null;
  }
}

/** Prints a message to standard error, because standard output has only the result. Returns the exit code. */
function say(text: string, exitCode: number): number {
  process.stderr.write(`${text}\n`);
  return exitCode;
}

function now(): EpochMs {
  return epochMs(Date.now());
}

/** Null if the environment variables are not valid. */
function journalFile({ values }: Asked): string | null {
  if (values['data-dir'] !== undefined) return join(values['data-dir'], JOURNAL_FILE);
  const parsed = parseEnvironment(process.env);
  if (parsed.kind === 'invalid') return null;
  return join(placeFor(parsed.environment, join(import.meta.dirname, '..')).dataDir, JOURNAL_FILE);
}

/** The decimals of the amounts, from the settings beside the journal. */
function minorDigitsOf(asked: Asked): MinorDigits {
  return minorDigitsIn(dirname(journalFile(asked) ?? ''));
}

function heldTexts(operations: readonly Operation[], asked: Asked): string {
  const minorDigits = minorDigitsOf(asked);
  return operations.map((operation) => heldText(operation, minorDigits)).join('\n\n');
}

function optionsFor(file: string): OpenOptions & { home: Home } {
  const { platform, env } = process;
  const stateDir = defaultStateDir({ platform, homeDir: homedir(), env });
  const { machine, outside } = homeOf(dirname(file), { machine: identifyMachine(), stateDir });
  // A command never makes the record outside the folder, because the demo has none.
  const found = outside !== null && existsSync(outside) ? outside : null;
  return { file, now, newId: randomUUID, home: { machine, outside: found } };
}

/** True if there is no journal and never was one. */
function isNew(file: string): boolean {
  if (existsSync(file)) return false;
  return !existsSync(dirname(file)) || findMissing(file, optionsFor(file).home) === null;
}

function withJournal(asked: Asked, act: (opened: OpenJournal) => number): number {
  const file = journalFile(asked);
  if (file === null) return say('the environment variables are not valid', 2);
  // `openJournal` would create the missing file.
  if (isNew(file)) return say(`there is no journal at ${file}`, 1);
  const opened = openJournal(optionsFor(file));
  switch (opened.kind) {
    case 'open':
      for (const finding of opened.findings) say(finding, 0);
      for (const line of archiveLines(file, opened.lostArchives)) say(line, 0);
      try {
        return act(opened);
      } finally {
        opened.close();
      }
    case 'locked':
      return say(LOCKED, 1);
    case 'unwritable':
      return say(`the data folder cannot be written (${opened.why})`, 1);
    case 'damaged':
      return say(damageText(opened.damage), 1);
  }
}

function exportTo(asked: Asked): number {
  const { format, out } = asked.values;
  const file = journalFile(asked);
  if (out === undefined || file === null) return say(USAGE, 2);
  if (format !== 'csv' && format !== 'jsonl') return say(USAGE, 2);
  return withJournal(asked, ({ db, lostArchives }) => {
    const found = findHistory(db, file);
    try {
      const exitCode = exportHistory(found.history, { format, out, asked });
      if (found.problems.length === 0) return exitCode;
      // Those that are missing or have another size were named already.
      const isNew = ({ name }: ArchiveProblem): boolean =>
        lostArchives.every((lost) => lost.name !== name);
      for (const line of archiveLines(file, found.problems.filter(isNew))) say(line, 1);
      return say(`INCOMPLETE: ${gapsText(found.history.gaps)}`, 1);
    } finally {
      found.close();
    }
  });
}

function exportHistory(
  history: History,
  { format, out, asked }: { format: 'csv' | 'jsonl'; out: string; asked: Asked },
): number {
  const { operations, events, reports } = countRows(history);
  const total = format === 'csv' ? operations + 1 : operations + events + reports + 2;
  let done = 0;
  const onLine = (): void => {
    done += 1;
    if (done % PROGRESS_EVERY === 0 || done === total) {
      say(`${done} of ${total} (${Math.floor((done * 100) / total)} %)`, 0);
    }
  };
  const lines =
    format === 'csv'
      ? csvLines({ ...history, minorDigits: minorDigitsOf(asked) })
      : jsonLines({ ...history, exportedAt: now() });
  try {
    writeLines(out, lines, onLine);
  } catch (error) {
    return say(`${out} cannot be written: ${error instanceof Error ? error.message : ''}`, 1);
  }
  process.stdout.write(
    `${out}: ${operations} operations${format === 'csv' ? '' : `, ${events} events, ${reports} reports`}\n`,
  );
  return 0;
}

function archive(opened: OpenJournal, asked: Asked): number {
  const file = journalFile(asked);
  if (file === null) return say(USAGE, 2);
  const { journalMonths } = settingsInForce(dirname(file));
  return answer(archiveMonths(opened, { file, keepMonths: journalMonths, now: now() }));
}

function verify([exported]: readonly string[], asked: Asked): number {
  if (exported !== undefined) return verifyExported(exported);
  const file = journalFile(asked);
  if (file === null) return say(USAGE, 2);
  if (!existsSync(file)) return say(`there is no journal at ${file}`, 1);
  return answer(verifyEverything(file, optionsFor(file).home));
}

function answer({ lines, exitCode }: Said): number {
  if (exitCode !== 0) return say(lines.join('\n'), exitCode);
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}

function verifyExported(file: string): number {
  if (!existsSync(file)) return say(`there is no file ${file}`, 1);
  const verdict = verifyExport(readLines(file));
  if (verdict.kind === 'broken') return say(`DAMAGED: ${verdict.why}`, 1);
  const { operations, events, reports } = verdict.counts;
  if (verdict.kind === 'incomplete') {
    const missing = verdict.missing.join(', ');
    return say(
      `INCOMPLETE: unchanged since it was exported, but without the archives ${missing}; ${operations} operations, ${events} events, ${reports} reports`,
      1,
    );
  }
  process.stdout.write(
    `complete: ${operations} operations, ${events} events, ${reports} reports; last hash ${verdict.lastHash}\n`,
  );
  return 0;
}

function held({ journal }: OpenJournal, asked: Asked): number {
  const operations = journal.held();
  if (operations.length === 0) {
    process.stdout.write('nothing is held\n');
    return 0;
  }
  process.stdout.write(`${heldTexts(operations, asked)}\n\n${HOW_TO_DECIDE}\n`);
  return 0;
}

/** The running kiosk checks the decision. Without it nothing is checked, so staff must give a reason. */
async function decide(words: readonly string[], asked: Asked): Promise<number> {
  const request = requestOf(words, asked);
  const file = journalFile(asked);
  if (request === null || file === null) return say(USAGE, 2);
  if (isNew(file)) return say(`there is no journal at ${file}`, 1);
  const opened = openJournal(optionsFor(file));
  if (opened.kind !== 'open') {
    if (opened.kind !== 'locked') return withJournal(asked, () => 1);
    return answered(await askKiosk(dirname(file), request), asked);
  }
  try {
    const isChecked = request.decision === 'writtenOff';
    if (request.decision === 'takeBack' || (!isChecked && request.reason === null)) {
      return say(NOT_CHECKED, 1);
    }
    return decideUnchecked(opened, { ...request, decision: request.decision });
  } finally {
    opened.close();
  }
}

function requestOf(
  [reference, word]: readonly string[],
  { values, isConfirmed }: Asked,
): DecisionRequestFile | null {
  const decision = DECISIONS[word ?? ''];
  const by = values.by?.trim() ?? '';
  if (reference === undefined || decision === undefined || by === '') return null;
  const uuid = values.uuid === undefined ? null : transactionUuid(values.uuid);
  const reason = values.reason?.trim() ?? '';
  return { reference, decision, by, uuid, isConfirmed, reason: reason === '' ? null : reason };
}

function answered(answer: DecisionAnswer | null, asked: Asked): number {
  const minorDigits = minorDigitsOf(asked);
  switch (answer?.kind) {
    case undefined:
      return say(
        'the kiosk did not answer in time; before you try again, see whether the operation is still held',
        1,
      );
    case 'plan':
      for (const doubt of answer.doubts) say(`although ${DOUBT_TEXTS[doubt]}`, 1);
      process.stdout.write(
        `what will follow: ${followsText(answer.follows, minorDigits)}\nnothing is decided yet; add --yes to carry it out\n`,
      );
      return 0;
    case 'decided':
      process.stdout.write(`decided: ${followsText(answer.follows, minorDigits)}\n`);
      return 0;
    case 'refused':
      for (const doubt of answer.doubts) say(DOUBT_TEXTS[doubt], 1);
      return say(REFUSALS[answer.reason], 1);
    case 'unwritable':
      return say(`the journal cannot be written (${answer.why}); nothing was decided`, 1);
    case 'notFound':
      return say('no operation with that reference is held', 1);
    case 'several':
      return say(severalText(answer.ids), 1);
    case 'unreadable':
      return say('the kiosk cannot read the request; it may have another version', 1);
  }
}

function severalText(ids: readonly string[]): string {
  return `several operations have that reference; use one of these full ids: ${ids.join(', ')}`;
}

function decideUnchecked(
  { journal }: OpenJournal,
  { reference, ...request }: DecisionRequestFile & { decision: Decision },
): number {
  const found = journal
    .held()
    .filter(({ id }) => id === reference || referenceOf(id) === reference.toUpperCase());
  const [operation, another] = found;
  if (operation === undefined)
    return say(`no operation with the reference ${reference} is held`, 1);
  if (another !== undefined) return say(severalText(found.map(({ id }) => id)), 1);
  const { decision, by, uuid, reason } = request;
  const decided = recordDecision(journal, { operation, decision, by, uuid, reason });
  switch (decided.kind) {
    case 'decided':
      process.stdout.write(`${decidedText(decided.operation)}\n`);
      return 0;
    case 'refused':
      return say(REFUSALS[decided.reason], 1);
    case 'unwritable':
      return say(`the journal cannot be written (${decided.why}); nothing was decided`, 1);
  }
}

function ownShop(opened: OpenJournal, { values }: Asked): number {
  const by = values.by?.trim() ?? '';
  if (by === '') return say(USAGE, 2);
  const shop = sharedShopOf(opened);
  if (shop === null) return say('no row showed that somebody else uses the shop', 1);
  const confirmed = confirmOwnShop(opened, shopUuid(shop), by);
  if (confirmed.kind === 'unwritable') {
    return say(`the journal cannot be written (${confirmed.why}); nothing was changed`, 1);
  }
  process.stdout.write(`from its next start, the kiosk takes the shop ${shop} for its own\n`);
  return 0;
}

function sameAccount(opened: OpenJournal, { values }: Asked): number {
  const by = values.by?.trim() ?? '';
  if (by === '') return say(USAGE, 2);
  const released = releaseLedger(opened, by);
  if (released.kind === 'unwritable') {
    return say(`the journal cannot be written (${released.why}); nothing was changed`, 1);
  }
  process.stdout.write(
    `${openCountOf(opened)} open operations will belong to the account in the settings when the kiosk starts\n`,
  );
  return 0;
}

function acceptDamage(asked: Asked): number {
  const by = asked.values.by?.trim() ?? '';
  const file = journalFile(asked);
  if (by === '' || file === null) return say(USAGE, 2);
  if (isNew(file)) return say(`there is no journal at ${file}`, 1);
  const result = quarantineDamaged(optionsFor(file), by);
  switch (result.kind) {
    case 'unwritable':
      return say(`the data folder cannot be written (${result.why})`, 1);
    case 'refused':
      return say(NOT_SET_ASIDE[result.reason], 1);
    case 'quarantined': {
      const { operations, isComplete } = result.unsettled;
      process.stdout.write(
        `the damaged journal is now ${result.file}\nthe kiosk can take money again, with a new journal\n\n`,
      );
      process.stdout.write(
        operations.length === 0
          ? 'it had no unsettled operation that could be read\n'
          : `these operations were not settled and are not carried over; compare each with Leat:\n\n${heldTexts(operations, asked)}\n`,
      );
      if (!isComplete) process.stdout.write('some rows could not be read, so there may be more\n');
      return 0;
    }
  }
}

function acceptChanges(opened: OpenJournal, asked: Asked): number {
  const by = asked.values.by?.trim() ?? '';
  const file = journalFile(asked);
  if (by === '' || file === null) return say(USAGE, 2);
  const settings = readSettingsFile(dirname(file));
  if (settings.kind === 'absent') return say('there is no settings file', 1);
  if (settings.kind === 'damaged') {
    const problems = settings.problems.map(({ text }) => text).join('; ');
    return say(`settings.json has a mistake, so nothing was accepted: ${problems}`, 1);
  }
  const confirmed = confirmMoneySettings(opened, settings.content, by);
  if (confirmed.kind === 'unwritable') {
    return say(`the journal cannot be written (${confirmed.why}); nothing was accepted`, 1);
  }
  const { value: changes } = confirmed;
  process.stdout.write(
    changes.length === 0 ? 'nothing has changed\n' : `accepted: ${changesText(changes)}\n`,
  );
  return 0;
}

function thisMachine(asked: Asked): number {
  const by = asked.values.by?.trim() ?? '';
  const file = journalFile(asked);
  if (by === '' || file === null) return say(USAGE, 2);
  if (isNew(file)) return say(`there is no journal at ${file}`, 1);
  const result = continueCopy(optionsFor(file), { by, isMoved: asked.isMoved });
  switch (result.kind) {
    case 'unwritable':
      return say(`the data folder cannot be written (${result.why})`, 1);
    case 'refused':
      return say(
        result.reason === 'locked' ? LOCKED : 'this journal is already of this machine',
        1,
      );
    case 'damaged':
      return say(damageText(result.damage), 1);
    case 'continued':
      process.stdout.write(
        `this machine continues with the journal; ${result.heldCount} open operations are now held\n`,
      );
      return 0;
  }
}
