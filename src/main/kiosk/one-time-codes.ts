/**
 * Replaces one-time codes by stand-ins, so that neither the session, the screen nor the journal ever holds a code.
 * Codes are kept in memory only.
 */
import { CODE_MAX } from '../readers/decode/decoding.ts';
import { foldDoubled } from '../readers/fold-doubled.ts';
import type { ContactUuid } from '../../shared/ids.ts';

export interface OneTimeCode {
  readonly token: string;
  /** The contact that the used code belongs to. Null before the code is used, and after each new scan of the code. */
  contactUuid: ContactUuid | null;
}

export interface OneTimeCodes {
  /** Returns the same stand-in for the same code. Null for a text that is not a one-time code. */
  standInFor(text: string): string | null;
  /** Call it at every scan of the code. */
  presented(standIn: string): void;
  get(standIn: string): OneTimeCode | null;
}

/** Each stand-in is a control character: no card can have it as its value, and it is never shown (session/card.ts). */
const STAND_INS = Array.from({ length: 32 }, (_, at) => String.fromCharCode(at));

/** `pattern` must match the whole text. If it has a group, the first group is the code. */
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
