/** Parses messages from the page. An invalid message is refused. */
import * as v from 'valibot';
import { intentSchema } from '../../../shared/contract.ts';
import { SCAN_KEYS_MAX } from '../../../wedge/capture.ts';
import { WEDGE_CONFIG } from '../../../wedge/config.ts';
import type { PageMessage } from './wire.ts';

const nameSchema = v.pipe(v.string(), v.maxLength(40));

const keySchema = v.strictObject({
  key: nameSchema,
  code: nameSchema,
  shift: v.boolean(),
  ctrl: v.boolean(),
  alt: v.boolean(),
  altGraph: v.boolean(),
  meta: v.boolean(),
  capsLock: v.boolean(),
  repeat: v.boolean(),
  atMs: v.number(),
});

const pageMessageSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.variant('type', [
    v.strictObject({ type: v.literal('intent'), intent: intentSchema }),
    v.strictObject({
      type: v.literal('typed'),
      text: v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(WEDGE_CONFIG.lengthMax))),
      keys: v.pipe(v.array(keySchema), v.maxLength(SCAN_KEYS_MAX)),
    }),
  ]),
);

/** Null if the text is not a valid message. */
export function parsePageMessage(text: string): PageMessage | null {
  const result = v.safeParse(pageMessageSchema, text);
  return result.success ? result.output : null;
}
