import { describe, expect, it } from 'vitest';
import {
  judgeEdit,
  linesOf,
  noticesOf,
  type Edit,
  type InForce,
} from '../../../src/main/kiosk/edited-settings.ts';
import type { FileContent } from '../../../src/main/settings/file.ts';
import { DEFAULT_SETTINGS, type SettingsFileContent } from '../../../src/main/settings/schema.ts';

function aFile(changes: Partial<SettingsFileContent>, ignored: object = {}): FileContent {
  return {
    ...{ kind: 'valid', form: 'plain', bytes: Buffer.from('') },
    content: { ...DEFAULT_SETTINGS, ...changes },
    ignored: { ...ignored },
    ignoredProblems: Object.keys(ignored).map((name) => ({ text: `${name}: no`, name, line: 3 })),
  };
}

function judged(file: FileContent, changes: Partial<InForce> = {}): Edit {
  return judgeEdit(file, {
    content: DEFAULT_SETTINGS,
    ignored: [],
    hasOtherAddress: false,
    unconfirmed: () => [],
    ...changes,
  });
}

describe('a settings file of a running kiosk', () => {
  it('changes nothing if it says what is in force', () => {
    expect(judged(aFile({}))).toEqual({ kind: 'same' });
  });

  it('is taken with the names of what has changed', () => {
    const edit = judged(aFile({ accentColor: '#1b6e53', quickAmountsInCents: [] }));
    expect(edit).toEqual({ kind: 'ready', names: ['accentColor', 'quickAmountsInCents'] });
    expect(noticesOf(edit)).toEqual([
      { kind: 'settingsChanged', names: ['accentColor', 'quickAmountsInCents'] },
    ]);
  });

  it('is not taken with a mistake, and the mistake is named with its line', () => {
    const problems = [{ text: 'line 4, volumes: not a known field', name: 'volumes', line: 4 }];
    const edit = judged({ kind: 'damaged', problems });
    expect(noticesOf(edit)).toEqual([
      { kind: 'settingsWrong', place: { line: 4, name: 'volumes' } },
    ]);
    expect(linesOf(edit).map(({ text }) => text)).toContain(
      'settings: line 4, volumes: not a known field',
    );
  });

  it('is not taken with a wrong colour either, because the earlier colour is known', () => {
    expect(judged(aFile({}, { accentColor: 'mauve' }))).toMatchObject({
      kind: 'mistake',
      problems: [{ name: 'accentColor' }],
    });
  });

  it('changes nothing while a colour is wrong that was wrong at the start', () => {
    const wrong = aFile({}, { accentColor: 'mauve' });
    expect(judged(wrong, { ignored: ['accentColor'] })).toEqual({ kind: 'same' });
    const corrected = judged(aFile({}), { ignored: ['accentColor'] });
    expect(corrected).toEqual({ kind: 'ready', names: ['accentColor'] });
  });

  it('changes nothing when it is removed', () => {
    const edit = judged({ kind: 'absent' });
    expect(edit).toEqual({ kind: 'missing' });
    expect(noticesOf(edit)).toEqual([]);
  });

  it('waits for a person if it has a change about money that must be confirmed', () => {
    const change = { name: 'maximumInCents', before: 500, now: 900 };
    const edit = judged(aFile({ volume: 0 }), { unconfirmed: () => [change] });
    expect(edit).toEqual({ kind: 'unconfirmed', changes: [change] });
    expect(noticesOf(edit)).toEqual([{ kind: 'settingsUnconfirmed', names: ['maximumInCents'] }]);
    expect(linesOf(edit)[0]?.text).toContain('accept-settings');
  });

  it('waits for the next start if it has another address, unless the environment has one', () => {
    const file = aFile({ apiUrl: 'https://api.example', volume: 0 });
    const edit = judged(file);
    expect(edit).toEqual({ kind: 'nextStart', names: ['apiUrl', 'volume'] });
    expect(noticesOf(edit)).toEqual([{ kind: 'settingsNextStart', names: ['apiUrl', 'volume'] }]);
    expect(judged(file, { hasOtherAddress: true }).kind).toBe('ready');
  });

  it('is read again, whatever it has, if the kiosk is out of service without settings', () => {
    const damaged: FileContent = { kind: 'damaged', problems: [] };
    expect(judged(damaged, { content: null })).toEqual({ kind: 'ready', names: [] });
  });
});

describe('the log of an edit', () => {
  it('has names and no values', () => {
    const staffPin = `scrypt$${'0'.repeat(32)}$${'1'.repeat(64)}`;
    const edit = judged(aFile({ staffPin }));
    const text = linesOf(edit)
      .map((line) => line.text)
      .join();
    expect(text).toContain('staffPin');
    expect(text).not.toContain('scrypt');
  });
});
