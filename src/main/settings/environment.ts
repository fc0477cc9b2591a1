/** The environment variables that override the settings. An invalid variable is reported by name, never ignored. */
import * as v from 'valibot';
import { nearestName } from './did-you-mean.ts';
import { problemOf } from './problem-text.ts';
import { tidyVariable } from './tidy-values.ts';
import { apiUrlSchema, shopUuidSchema, tokenSchema } from './schema.ts';

/** Each is null if the variable is not set or is empty. */
export interface Environment {
  apiUrl: string | null;
  token: string | null;
  shopUuid: string | null;
  ownShop: boolean | null;
  dataDir: string | null;
}

export type ParsedEnvironment =
  | { kind: 'ok'; environment: Environment }
  /** Each names an invalid variable and says what is wrong, never its value. */
  | { kind: 'invalid'; problems: readonly string[] };

const YES_OR_NO: Readonly<Record<string, boolean>> = {
  ...{ true: true, yes: true, '1': true },
  ...{ false: false, no: false, '0': false },
};

const ownShopSchema = v.pipe(
  v.string(),
  v.toLowerCase(),
  v.check((text) => text in YES_OR_NO, 'must be true or false'),
  v.transform((text) => YES_OR_NO[text] === true),
);

const environmentSchema = v.object({
  KIOSK_API_URL: v.nullable(apiUrlSchema),
  KIOSK_API_TOKEN: v.nullable(tokenSchema),
  KIOSK_SHOP_UUID: v.nullable(shopUuidSchema),
  KIOSK_OWN_SHOP: v.nullable(ownShopSchema),
  KIOSK_DATA_DIR: v.nullable(v.pipe(v.string(), v.minLength(1))),
});

/** Reads the variables, without the blanks and quotation marks that a paste leaves, from a record such as `process.env`. */
export function parseEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): ParsedEnvironment {
  const names = Object.keys(environmentSchema.entries);
  const misspelt = misspeltNames(env, names);
  if (misspelt.length > 0) return { kind: 'invalid', problems: misspelt };
  const given = Object.fromEntries(names.map((name) => [name, tidyVariable(env[name])]));
  const result = v.safeParse(environmentSchema, given);
  if (!result.success) {
    const problems = result.issues.map((issue) => {
      const { name, why } = problemOf(issue, environmentSchema);
      return `${name ?? 'the environment'}: ${why}`;
    });
    return { kind: 'invalid', problems: [...new Set(problems)] };
  }
  const { output } = result;
  return {
    kind: 'ok',
    environment: {
      apiUrl: output.KIOSK_API_URL,
      token: output.KIOSK_API_TOKEN,
      shopUuid: output.KIOSK_SHOP_UUID,
      ownShop: output.KIOSK_OWN_SHOP,
      dataDir: output.KIOSK_DATA_DIR,
    },
  };
}

/** Other variables may begin with `KIOSK_` too, so only a name that is almost one of ours is wrong. */
function misspeltNames(
  env: Readonly<Record<string, string | undefined>>,
  names: readonly string[],
): string[] {
  return Object.keys(env)
    .filter((name) => /^kiosk/i.test(name) && !names.includes(name))
    .flatMap((name) => {
      const meant = nearestName(name, names);
      // Windows reads a variable in capitals and in small letters alike.
      const isRead = meant === name.toUpperCase() && env[meant] !== undefined;
      if (meant === null || isRead) return [];
      return [`${name}: not a known variable; did you mean ${meant}?`];
    });
}
