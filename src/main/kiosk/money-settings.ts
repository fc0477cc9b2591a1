/**
 * Compares the settings about money with those that were accepted last. A flipped bit in the file can be another valid
 * limit or another shop, and nobody would see it. So a change takes effect only when a person confirms it, unless it can
 * only lower what may be paid.
 */
import {
  acceptedSettings,
  acceptSettings,
  type AcceptedSettings,
} from '../journal/accepted-settings.ts';
import type { Written } from '../journal/disk-errors.ts';
import type { OpenJournal } from '../journal/open.ts';
import type { SettingsFileContent } from '../settings/schema.ts';

export interface SettingChange {
  name: string;
  before: AcceptedSettings[string];
  now: AcceptedSettings[string];
}

export type SettingsCheck =
  | { kind: 'accepted' }
  | { kind: 'changed'; changes: readonly SettingChange[] }
  | { kind: 'unwritable'; why: string };

export function moneySettingsOf(content: SettingsFileContent): AcceptedSettings {
  const { apiUrl, flavour, shopUuid, ownShop, currency, minorDigits, maximumInCents, offline } =
    content;
  return {
    ...{ apiUrl, flavour, shopUuid, ownShop, currency, minorDigits, maximumInCents },
    'offline.enabled': offline.enabled,
    'offline.capPerOperationInCents': offline.capPerOperationInCents,
    'offline.capPerContactInCents': offline.capPerContactInCents,
    'offline.capPerTerminalInCents': offline.capPerTerminalInCents,
    'offline.maxBalanceAgeMs': offline.maxBalanceAgeMs,
  };
}

/** Accepts the settings if nothing could go wrong with them. Otherwise returns the changes that need a person. */
export function checkMoneySettings(
  opened: OpenJournal,
  content: SettingsFileContent,
): SettingsCheck {
  const changes = unconfirmedChanges(opened, content);
  if (changes.length > 0) return { kind: 'changed', changes };
  const now = moneySettingsOf(content);
  const before = acceptedSettings(opened);
  if (before !== null && changesBetween(before, now).length === 0) return { kind: 'accepted' };
  const accepted = acceptSettings(opened, now, null);
  return accepted.kind === 'written' ? { kind: 'accepted' } : accepted;
}

/** The changes to the settings about money, if a person must confirm them. Empty if not. Writes nothing. */
export function unconfirmedChanges(
  opened: OpenJournal,
  content: SettingsFileContent,
): readonly SettingChange[] {
  const before = acceptedSettings(opened);
  if (before === null || !opened.journal.hasOperations) return [];
  const changes = changesBetween(before, moneySettingsOf(content));
  return changes.every(isLower) ? [] : changes;
}

/** A person accepts the settings as they are now. Returns what they changed. */
export function confirmMoneySettings(
  opened: OpenJournal,
  content: SettingsFileContent,
  by: string,
): Written<readonly SettingChange[]> {
  const now = moneySettingsOf(content);
  const changes = changesBetween(acceptedSettings(opened) ?? {}, now);
  const accepted = acceptSettings(opened, now, by);
  return accepted.kind === 'written' ? { kind: 'written', value: changes } : accepted;
}

function changesBetween(before: AcceptedSettings, now: AcceptedSettings): SettingChange[] {
  return Object.entries(now).flatMap(([name, value]) => {
    const earlier = before[name] ?? null;
    return earlier === value ? [] : [{ name, before: earlier, now: value }];
  });
}

/** True if the change can only lower what may be paid. */
function isLower({ name, before, now }: SettingChange): boolean {
  if (name === 'offline.enabled') return now === false;
  if (name === 'maximumInCents' && before === null) return true;
  // A shop that nobody has answered for is treated as shared already.
  if (name === 'ownShop') return before !== true && now !== true;
  // Fewer decimals raise every amount that is typed and shown.
  if (name === 'minorDigits') return false;
  return typeof before === 'number' && typeof now === 'number' && now < before;
}

/** The changes in words, for the log and for staff. None of these settings is secret. */
export function changesText(changes: readonly SettingChange[]): string {
  return changes
    .map(
      ({ name, before, now }) => `${name} from ${JSON.stringify(before)} to ${JSON.stringify(now)}`,
    )
    .join(', ');
}
