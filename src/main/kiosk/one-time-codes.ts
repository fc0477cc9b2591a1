/**
 * One-time codes on their way through the kiosk: each has a stand-in, so that neither the session, nor the screen,
 * nor the journal ever holds a code. Nothing of it outlives the program.
 */
import { CODE_MAX } from '../readers/decode/decoding.ts';
import { foldDoubled } from '../readers/fold-doubled.ts';
import type { ContactUuid } from '../../shared/ids.ts';

export interface OneTimeCode {
  readonly token: string;
  /** Whose it was, once it is used; for the rest of that session, and not for another scan of it. */
  contactUuid: ContactUuid | null;
}

export interface OneTimeCodes {
  /** The same one for the same code; null for a text that is no such code. */
  standInFor(text: string): string | null;
  /** Somebody has shown it, now or again. */
  presented(standIn: string): void;
  get(standIn: string): OneTimeCode | null;
}

/** One control character, so that no code of a card can be it, and no part of it is ever shown (session/card.ts). */
const STAND_INS = Array.from({ length: 32 }, (_, at) => String.fromCharCode(at));

/** `pattern` has to match the whole of a text; its first group is the code where it has one. */
export function createOneTimeCodes(pattern: string | null): OneTimeCodes {
  const expression = pattern === null ? null : new RegExp(`^(?:${pattern})$`, 'v');
  const codes = new Map<string, OneTimeCode>();
  let madeCount = 0;

  function tokenIn(text: string): string | null {
    const found = text.length > CODE_MAX ? null : expression?.exec(foldDoubled(text).trim());
    const token = found?.[1] ?? found?.[0] ?? '';
    return token === '' ? null : token;
  }

  function newStandIn(): string {
    const standIn = STAND_INS[madeCount % STAND_INS.length] ?? '';
    madeCount += 1;
    return standIn;
  }

  return {
    standInFor(text) {
      const token = tokenIn(text);
      if (token === null) return null;
      for (const [standIn, code] of codes) {
        if (code.token === token) return standIn;
      }
      const standIn = newStandIn();
      codes.set(standIn, { token, contactUuid: null });
      return standIn;
    },
    presented(standIn) {
      const code = codes.get(standIn);
      if (code !== undefined) code.contactUuid = null;
    },
    get: (standIn) => codes.get(standIn) ?? null,
  };
}
