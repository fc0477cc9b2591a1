/**
 * What a running kiosk does with a settings file that was edited. A file is taken as a whole or not at all, as at a start.
 * Pure.
 */
import type { StaffNotice } from '../../shared/staff-board.ts';
import { SETTING_NAMES_MAX } from '../../shared/staff-board.ts';
import { changedNames } from '../settings/changed-names.ts';
import { SETTINGS_FILE, type FileContent, type FileProblem } from '../settings/file.ts';
import { LAST_GOOD_FILE } from '../settings/last-good.ts';
import { placeOf } from '../settings/load.ts';
import type { SettingsFileContent } from '../settings/schema.ts';
import { changesText, type SettingChange } from './money-settings.ts';

/** The settings with which the kiosk runs. */
export interface InForce {
  /** Null if the kiosk is out of service because of its settings. */
  content: SettingsFileContent | null;
  /** The names of cosmetic settings that were wrong at the start. */
  ignored: readonly string[];
  /** True if a variable of the environment has the address, so that the one in the file is not used. */
  hasOtherAddress: boolean;
  /** The changes about money that a person must confirm first. */
  unconfirmed: (content: SettingsFileContent) => readonly SettingChange[];
}

export type Edit =
  /** The file says what is in force. */
  | { kind: 'same' }
  | { kind: 'missing' }
  | { kind: 'mistake'; problems: readonly FileProblem[] }
  | { kind: 'nextStart'; names: readonly string[] }
  | { kind: 'unconfirmed'; changes: readonly SettingChange[] }
  /** The kiosk can take the file when no customer is there. */
  | { kind: 'ready'; names: readonly string[] };

export function judgeEdit(file: FileContent, inForce: InForce): Edit {
  // Nothing is in force that could go on, so whatever the file says is read as at a start.
  if (inForce.content === null) return { kind: 'ready', names: [] };
  switch (file.kind) {
    case 'absent':
      return { kind: 'missing' };
    case 'damaged':
      return { kind: 'mistake', problems: file.problems };
    case 'valid': {
      const names = changedNames(inForce.content, file.content);
      const ignored = changedNames(asGroup(inForce.ignored), asGroup(Object.keys(file.ignored)));
      if (names.length === 0 && ignored.length === 0) return { kind: 'same' };
      // At a start, the default is used. Here the earlier value is, because it is still known.
      if (file.ignoredProblems.length > 0) {
        return { kind: 'mistake', problems: file.ignoredProblems };
      }
      const changes = inForce.unconfirmed(file.content);
      if (changes.length > 0) return { kind: 'unconfirmed', changes };
      const isForNextStart = names.includes('apiUrl') && !inForce.hasOtherAddress;
      return { kind: isForNextStart ? 'nextStart' : 'ready', names: [...names, ...ignored] };
    }
  }
}

function asGroup(names: readonly string[]): object {
  return Object.fromEntries(names.map((name) => [name, true]));
}

/** What staff read about the file. */
export function noticesOf(edit: Edit): StaffNotice[] {
  switch (edit.kind) {
    case 'same':
    case 'missing':
      return [];
    case 'mistake':
      return [{ kind: 'settingsWrong', place: placeOf(edit.problems) }];
    case 'nextStart':
      return [{ kind: 'settingsNextStart', names: shown(edit.names) }];
    case 'unconfirmed':
      return [{ kind: 'settingsUnconfirmed', names: shown(edit.changes.map(({ name }) => name)) }];
    case 'ready':
      return [{ kind: 'settingsChanged', names: shown(edit.names) }];
  }
}

function shown(names: readonly string[]): string[] {
  return names.slice(0, SETTING_NAMES_MAX).map((name) => name.slice(0, 200));
}

export interface EditLine {
  level: 'info' | 'warn' | 'error';
  text: string;
}

/** What the log says about the file. It never has the value of a setting that may be secret. */
export function linesOf(edit: Edit): EditLine[] {
  switch (edit.kind) {
    case 'same':
      return [{ level: 'info', text: `${SETTINGS_FILE} says what is in force` }];
    case 'missing':
      return [
        {
          level: 'warn',
          text: `${SETTINGS_FILE} is gone; its settings stay in force, and the next start writes it again from ${LAST_GOOD_FILE}`,
        },
      ];
    case 'mistake':
      return [
        {
          level: 'error',
          text: `${SETTINGS_FILE} has a mistake and is not used; the settings from before stay in force until it is corrected`,
        },
        ...edit.problems.map(
          ({ text }) => ({ level: 'error', text: `settings: ${text}` }) as const,
        ),
      ];
    case 'nextStart':
      return [
        {
          level: 'warn',
          text: `${SETTINGS_FILE} has changed (${edit.names.join(', ')}); this is in force after the next start, because the address of the API is among it`,
        },
      ];
    case 'unconfirmed':
      return [
        {
          level: 'warn',
          text: `settings about money have changed (${changesText(edit.changes)}); the settings from before stay in force. If the change is right, stop the kiosk, confirm it with \`npm run journal -- accept-settings --by NAME\`, and start the kiosk`,
        },
      ];
    case 'ready':
      return [
        {
          level: 'info',
          text: `${SETTINGS_FILE} has changed${edit.names.length > 0 ? ` (${edit.names.join(', ')})` : ''}; the kiosk takes it as soon as no customer is there`,
        },
      ];
  }
}
