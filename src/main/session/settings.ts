/** The settings of the customer's session. To add one, add an entry here and the code that uses it. */
import * as v from 'valibot';
import { LANGUAGES, languageSchema, VOLUME_MAX } from '../../shared/contract.ts';
import { durationMsSchema, positiveCentsSchema } from '../../shared/schemas.ts';

const secondMs = 1000;

/** Removes duplicates, because a screen cannot draw the same value twice. */
const distinct = <Item>(items: readonly Item[]): Item[] => [...new Set(items)];

export const sessionEntries = {
  language: v.optional(
    v.pipe(
      languageSchema,
      v.description('The language of the waiting screen, and of each new session.'),
    ),
    'en',
  ),
  languages: v.optional(
    v.pipe(
      v.array(languageSchema),
      v.minLength(1),
      v.description('The languages that customers can choose, in this order.'),
      v.transform(distinct),
    ),
    [...LANGUAGES],
  ),
  quickAmountsInCents: v.optional(
    v.pipe(
      v.array(positiveCentsSchema),
      v.maxLength(6),
      v.description('The amounts that customers can touch instead of typing.'),
      v.transform(distinct),
    ),
    [5_00, 10_00, 20_00],
  ),
  volume: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(0),
      v.maxValue(VOLUME_MAX),
      v.description(
        'The volume of speech and sounds; 0 is silent. A customer can change it until their session ends.',
      ),
    ),
    2,
  ),
  idleMs: v.optional(
    v.pipe(
      durationMsSchema,
      v.description(
        'After this long without a touch, the kiosk asks whether the customer is still there.',
      ),
    ),
    30 * secondMs,
  ),
  warningMs: v.optional(
    v.pipe(durationMsSchema, v.description('How long the customer has to answer.')),
    30 * secondMs,
  ),
  resultMs: v.optional(
    v.pipe(
      durationMsSchema,
      v.description('How long a result stays on the screen if nobody touches it.'),
    ),
    20 * secondMs,
  ),
};

const sessionSettingsSchema = v.object(sessionEntries);

export type SessionSettings = v.InferOutput<typeof sessionSettingsSchema>;

/** Picks the session's settings from all settings, so that the session never holds the token or the PIN. */
export function sessionSettingsOf(settings: SessionSettings): SessionSettings {
  return v.parse(sessionSettingsSchema, settings);
}
