/** The actions as the voice lists them: the main action first, the exits last. */
import type { View } from '../../shared/contract.ts';
import { currentLanguage } from '../messages/i18n.svelte.ts';
import { EXIT_LABELS } from '../presentation/exits.ts';
import { withoutNulls, type Action, type Content } from '../presentation/presentation.ts';
import { traitsOf } from '../screens/index.ts';
import type { Audience } from './audience.ts';
import { languageNameIn } from './language-speech.ts';

export function spokenActions({ actions, keypad = null }: Content, audience: Audience): string[] {
  const announced = actions.filter(({ isAnnounced }) => isAnnounced);
  const typesFirst = keypad !== null && !announced.some(({ isMain }) => isMain);
  return [
    ...(typesFirst ? [keypad.label] : []),
    ...withoutNulls(announced.map((action) => spokenLabel(action, audience))),
  ];
}

export function spokenExits({ screen }: View): string[] {
  return traitsOf(screen.kind).exits.map((exit) => EXIT_LABELS[exit]());
}

/** Null if the label is private and other people could hear the voice. */
export function spokenLabel(
  { label, isPrivate, publicText, intent }: Action,
  audience: Audience,
): string | null {
  // One voice says the whole list, so it says every language in its own words.
  if (intent.kind === 'chooseLanguage') return languageNameIn(currentLanguage(), intent.language);
  return isPrivate && !audience.isPrivate ? (publicText ?? null) : label;
}
