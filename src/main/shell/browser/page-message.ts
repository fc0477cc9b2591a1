/** What a page may say to the kiosk; everything else is refused. */
import * as v from 'valibot';
import { intentSchema } from '../../../shared/contract.ts';
import { WEDGE_CONFIG } from '../../../shared/wedge-config.ts';
import type { PageMessage } from './wire.ts';

const pageMessageSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.variant('type', [
    v.strictObject({ type: v.literal('intent'), intent: intentSchema }),
    v.strictObject({
      type: v.literal('scan'),
      value: v.pipe(v.string(), v.minLength(1), v.maxLength(WEDGE_CONFIG.lengthMax)),
    }),
    v.strictObject({ type: v.literal('scanRefused') }),
  ]),
);

/** Null for a text that is not a message. */
export function parsePageMessage(text: string): PageMessage | null {
  const result = v.safeParse(pageMessageSchema, text);
  return result.success ? result.output : null;
}
