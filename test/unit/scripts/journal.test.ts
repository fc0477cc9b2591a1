/** Runs the command as staff do: as a process, on a real data folder. */
import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { claimLedger } from '../../../src/main/journal/ledger-identity.ts';
import { aJournalOfMonths, archivedOn, compared } from '../../builders/archives.ts';
import { added, aJournalFile, contentOf } from '../../builders/journal.ts';
import { aFolder } from '../../builders/terminal.ts';

const SCRIPT = join(import.meta.dirname, '../../../scripts/journal.ts');
const TIMEOUT_MS = 60_000;

interface Ran {
  status: number | null;
  stdout: string;
  stderr: string;
}

function journal(...args: string[]): Ran {
  return spawnSync(process.execPath, [SCRIPT, ...args], { encoding: 'utf8' });
}

/** A data folder with one held operation, whose customer saw that it was paid. */
function aFolderWithHeld(): { folder: string; file: string } {
  const folder = aFolder();
  const journalFile = aJournalFile(join(folder, 'journal.sqlite'));
  const opened = journalFile.opened();
  const { id } = added(opened, { promise: 'paid' });
  opened.journal.write(() => opened.journal.change(id, 'sent', { ledger: 'sent', sends: 1 }));
  opened.journal.write(() =>
    opened.journal.change(id, 'held', { ledger: 'unknown', heldReason: 'cannotLookUp' }),
  );
  opened.close();
  return { folder, file: journalFile.file };
}

/** A data folder whose journal has three archives. `february`: the name of the second one. */
function aFolderWithArchives(): { folder: string; february: string } {
  const months = aJournalOfMonths();
  const opened = months.opened();
  archivedOn(opened, months.file, Date.UTC(2023, 4, 10));
  opened.close();
  const folder = dirname(months.file);
  const [february = ''] = readdirSync(folder).filter((name) => name.includes('archive-2023-02'));
  return { folder, february };
}

describe('npm run journal', { timeout: TIMEOUT_MS }, () => {
  it('writes an export that verifies, and shows progress', () => {
    const { folder } = aFolderWithHeld();
    const out = join(folder, 'out.jsonl');
    const exported = journal('export', '--format', 'jsonl', '--out', out, '--data-dir', folder);
    expect(exported).toMatchObject({ status: 0, stderr: '6 of 6 (100 %)\n' });
    expect(exported.stdout).toBe(`${out}: 1 operations, 3 events, 0 reports\n`);
    expect(journal('verify', out)).toMatchObject({ status: 0 });
    writeFileSync(out, readFileSync(out, 'utf8').replace('-500', '-5'));
    expect(journal('verify', out)).toMatchObject({ status: 1, stdout: '' });
  });

  it('moves old months to archives, verifies all of it, and exports it', () => {
    const months = aJournalOfMonths();
    const folder = dirname(months.file);
    expect(journal('archive', '--data-dir', folder).stderr).toContain('not compared with Leat');
    const opened = months.opened();
    compared(opened, { at: Date.UTC(2023, 4, 10) });
    opened.close();
    const archived = journal('archive', '--data-dir', folder);
    expect(archived).toMatchObject({ status: 0 });
    expect(archived.stdout).toMatch(
      /^journal\.sqlite\.archive-2023-01-\w+: events 1 to \d+, 1 MB$/m,
    );
    const verified = journal('verify', '--data-dir', folder);
    expect(verified).toMatchObject({ status: 0, stderr: '' });
    expect(verified.stdout).toContain('160 operations, 643 events in 3 archives and the journal');
    const out = join(folder, 'out.jsonl');
    journal('export', '--format', 'jsonl', '--out', out, '--data-dir', folder);
    expect(journal('verify', out).stdout).toContain('160 operations, 643 events');
    const [name = ''] = readdirSync(folder).filter((one) => one.includes('archive-2023-02'));
    rmSync(join(folder, name));
    const named = `the archive ${name} is missing`;
    expect(journal('verify', '--data-dir', folder)).toMatchObject({ status: 1 });
    expect(journal('verify', '--data-dir', folder).stderr).toContain(named);
    expect(journal('held', '--data-dir', folder)).toMatchObject({ status: 0 });
    expect(journal('held', '--data-dir', folder).stderr).toContain(named);
  });

  it('exports what is left if an archive is gone, and says what the export lacks', () => {
    const { folder, february } = aFolderWithArchives();
    rmSync(join(folder, february));
    const out = join(folder, 'out.jsonl');
    const exported = journal('export', '--format', 'jsonl', '--out', out, '--data-dir', folder);
    expect(exported.status).toBe(1);
    const name = february.replace('journal.sqlite.archive-', '');
    expect(exported.stderr).toMatch(new RegExp(`INCOMPLETE: .* ${name} \\(events \\d+ to \\d+\\)`));
    expect(exported.stdout).toContain('123 operations');
    const verified = journal('verify', out);
    expect(verified).toMatchObject({ status: 1, stdout: '' });
    expect(verified.stderr).toContain(`INCOMPLETE: unchanged since it was exported, but without`);
    expect(verified.stderr).toContain(name);
    writeFileSync(out, readFileSync(out, 'utf8').replace('-250', '-25'));
    expect(journal('verify', out).stderr).toContain('DAMAGED');
  });

  it('exports nothing of an archive that was changed', () => {
    const { folder, february } = aFolderWithArchives();
    const archive = join(folder, february);
    const bytes = readFileSync(archive);
    bytes.writeUInt8(bytes.readUInt8(20_000) ^ 1, 20_000);
    writeFileSync(archive, bytes);
    const out = join(folder, 'out.csv');
    const exported = journal('export', '--format', 'csv', '--out', out, '--data-dir', folder);
    expect(exported.status).toBe(1);
    expect(exported.stderr).toContain(`the archive ${february} was changed`);
    expect(readFileSync(out, 'utf8').split('\r\n')).toHaveLength(125);
  });

  it('shrinks a journal that an earlier version made', () => {
    const months = aJournalOfMonths({ operationCount: 400, betweenMs: 7 * 3_600_000 });
    const folder = dirname(months.file);
    const old = new Database(months.file);
    old.pragma('journal_mode = DELETE');
    old.exec('PRAGMA auto_vacuum = NONE; VACUUM');
    old.close();
    const opened = months.opened();
    const before = statSync(months.file).size;
    archivedOn(opened, months.file, Date.UTC(2023, 4, 20));
    opened.close();
    expect(statSync(months.file).size).toBeGreaterThanOrEqual(before);
    const shrunk = journal('shrink', '--data-dir', folder);
    expect(shrunk).toMatchObject({ status: 0, stderr: '' });
    expect(shrunk.stdout).toMatch(/^the journal had 2 MB; now it has 1 MB$/m);
    expect(statSync(months.file).size).toBeLessThan(before / 2);
    expect(journal('verify', '--data-dir', folder)).toMatchObject({ status: 0 });
    const again = months.opened();
    expect(again.db.pragma('auto_vacuum', { simple: true })).toBe(2);
  });

  it('exports CSV', () => {
    const { folder } = aFolderWithHeld();
    const out = join(folder, 'out.csv');
    journal('export', '--format', 'csv', '--out', out, '--data-dir', folder);
    expect(readFileSync(out, 'utf8').split('\r\n')).toHaveLength(3);
  });

  it('lists what is held, and records the decision', () => {
    const { folder } = aFolderWithHeld();
    const held = journal('held', '--data-dir', folder);
    expect(held.stdout).toContain('000001  spend of 5.00');
    expect(held.stdout).toContain("the customer was told 'paid'");
    expect(held.stdout).toContain('cannot list transactions');
    const decide = (...rest: string[]): Ran =>
      journal('decide', '000001', ...rest, '--data-dir', folder);
    expect(decide('not-in-ledger')).toMatchObject({ status: 2 });
    const why = ['--reason', 'seen in the dashboard'];
    expect(decide('not-in-ledger', '--by', 'Sandy').stderr).toContain('start the kiosk');
    expect(decide('take-back', '--uuid', 'u', '--by', 'Sandy', ...why).status).toBe(1);
    expect(decide('in-ledger', '--by', 'Sandy', ...why).stderr).toContain('--uuid');
    expect(decide('not-in-ledger', '--by', 'Sandy', ...why).stdout).toContain(
      'the kiosk will send it again',
    );
    expect(decide('write-off', '--by', 'Sandy').stderr).toContain(
      'no operation with the reference',
    );
    expect(journal('held', '--data-dir', folder).stdout).toBe('nothing is held\n');
  });

  it('records that the open operations belong to the account in the settings, and who said so', () => {
    const { folder, file } = aFolderWithHeld();
    expect(journal('same-account', '--data-dir', folder)).toMatchObject({ status: 2 });
    const said = journal('same-account', '--by', 'Sandy', '--data-dir', folder);
    expect(said).toMatchObject({ status: 0, stderr: '' });
    expect(said.stdout).toMatch(/^1 open operations will belong to the account/);
    const opened = aJournalFile(file).opened();
    const there = { api: 'https://other.example', shopUuid: 'kiosk-1', mayBeSandbox: false };
    expect(claimLedger(opened, there)).toEqual({ kind: 'own' });
    expect(contentOf(opened)).toContain('Sandy');
  });

  it('refuses to do anything while the kiosk runs', () => {
    const { folder, file } = aFolderWithHeld();
    aJournalFile(file).opened();
    for (const args of [['held'], ['accept-damage', '--by', 'Sandy']]) {
      const ran = journal(...args, '--data-dir', folder);
      expect(ran).toMatchObject({ status: 1, stdout: '' });
      expect(ran.stderr).toContain('the kiosk runs with this journal');
    }
  });

  it('renames a damaged journal, lists what was not settled, and lets the kiosk begin a new one', () => {
    const { folder, file } = aFolderWithHeld();
    const accept = (): Ran => journal('accept-damage', '--by', 'Sandy', '--data-dir', folder);
    expect(accept().stderr).toContain('the journal is not damaged');
    const journalFile = aJournalFile(file);
    journalFile.tamper("UPDATE event SET body = '{}' WHERE seq = 2");
    const damaged = readFileSync(file);
    expect(journal('held', '--data-dir', folder).stderr).toContain('event 2 (changed)');
    const accepted = accept();
    expect(accepted).toMatchObject({ status: 0 });
    expect(accepted.stdout).toContain('000001  spend of 5.00');
    const aside = readdirSync(folder).find((name) => name.includes('.damaged-')) ?? '';
    expect(accepted.stdout).toContain(aside);
    expect(readFileSync(join(folder, aside))).toEqual(damaged);
    const opened = journalFile.opened();
    const events = opened.db.prepare<[], string>('SELECT kind FROM event').pluck().all();
    expect(events).toEqual(['damageAccepted']);
    opened.close();
  });

  it('says that the journal is gone, and begins a new one only if staff accept that', () => {
    const { folder, file } = aFolderWithHeld();
    rmSync(file);
    for (const args of [['held'], ['export', '--format', 'csv', '--out', join(folder, 'x.csv')]]) {
      const ran = journal(...args, '--data-dir', folder);
      expect(ran).toMatchObject({ status: 1, stdout: '' });
      expect(ran.stderr).toContain('missing: the journal is gone; it had 3 events');
      expect(ran.stderr).toContain('accept-damage');
    }
    const accepted = journal('accept-damage', '--by', 'Sandy', '--data-dir', folder);
    expect(accepted.stdout).toContain('there may be more');
    expect(journal('held', '--data-dir', folder).stdout).toBe('nothing is held\n');
  });

  it('does not use a copy of the folder until staff confirm that this machine continues', () => {
    const { folder } = aFolderWithHeld();
    const copy = join(aFolder(), 'copy');
    cpSync(folder, copy, { recursive: true });
    expect(journal('held', '--data-dir', copy).stderr).toContain('this-machine');
    expect(journal('this-machine', '--data-dir', copy)).toMatchObject({ status: 2 });
    const confirmed = journal('this-machine', '--by', 'Sandy', '--data-dir', copy);
    expect(confirmed).toMatchObject({ status: 0, stderr: '' });
    expect(journal('held', '--data-dir', copy).stdout).toContain('000001  spend of 5.00');
    expect(journal('this-machine', '--by', 'Sandy', '--data-dir', copy).stderr).toContain(
      'already of this machine',
    );
  });

  it('renames a file that is not a database', () => {
    const { folder, file } = aFolderWithHeld();
    writeFileSync(file, 'Dear diary, '.repeat(1000));
    const accepted = journal('accept-damage', '--by', 'Sandy', '--data-dir', folder);
    expect(accepted.stdout).toContain('there may be more');
    expect(aJournalFile(file).open().kind).toBe('open');
  });

  it.each([[], ['sing'], ['export'], ['export', '--format', 'pdf', '--out', 'x'], ['--what']])(
    'prints its usage for %j',
    (...args) => {
      expect(journal(...args)).toMatchObject({ status: 2, stdout: '' });
    },
  );

  it('does not create a journal', () => {
    const folder = aFolder();
    expect(journal('held', '--data-dir', folder)).toMatchObject({ status: 1 });
    expect(readdirSync(folder)).toEqual([]);
  });
});
