/** Schemas that several parts of the contract and of the settings use. */
import * as v from 'valibot';
import { centsSchema } from './money.ts';

/** Texts from outside (shop, card, contact) are cut to this many characters before they are sent to the page. */
export const textSchema = v.pipe(v.string(), v.maxLength(200));

export const countSchema = v.pipe(v.number(), v.integer(), v.minValue(0));

export const positiveCentsSchema = v.pipe(
  centsSchema,
  v.check((amountInCents) => amountInCents > 0, 'must be above 0'),
);

/** From a second to ten minutes. */
export const durationMsSchema = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(1_000),
  v.maxValue(600_000),
);

/** A place in the settings file. `name` is the wrong setting, such as `offline.enabled`. Null for the whole file. */
export const settingPlaceSchema = v.strictObject({
  line: v.nullable(countSchema),
  name: v.nullable(textSchema),
});
export type SettingPlace = v.InferOutput<typeof settingPlaceSchema>;
