/** What several parts of the contract are made of. */
import * as v from 'valibot';

/** Texts from outside (shop, card, contact) are cut to this many characters before they cross. */
export const textSchema = v.pipe(v.string(), v.maxLength(200));

export const countSchema = v.pipe(v.number(), v.integer(), v.minValue(0));
