/** Every message, in the language of the screen. All languages are part of the bundle. */
import type { Language } from '../../shared/contract.ts';
import { MESSAGES } from './generated/languages.js';

type Message<Of> = Of extends (inputs: infer Inputs) => string
  ? object extends Inputs
    ? () => string
    : (inputs: Inputs) => string
  : never;
type Messages = {
  readonly [Key in keyof typeof MESSAGES.en]: Message<(typeof MESSAGES.en)[Key]>;
};

const TEXTS: Record<Language, Readonly<Record<string, (inputs: never) => string>>> = MESSAGES;

let current = $state.raw<Language>('en');

/** Each message by its key. What calls one in a reactive context runs again when the language changes. */
export const m = everyMessage();

export function setLanguage(language: Language): void {
  current = language;
}

export function currentLanguage(): Language {
  return current;
}

function everyMessage(): Messages;
function everyMessage(): object {
  const message = (key: string) => (inputs: never) => TEXTS[current][key]?.(inputs) ?? '';
  return new Proxy({}, { get: (_, key) => (typeof key === 'string' ? message(key) : undefined) });
}
