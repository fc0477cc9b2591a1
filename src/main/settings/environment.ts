/** The environment variables that override the settings. An invalid variable is reported by name, never ignored. */
import * as v from 'valibot';
import { apiUrlSchema, shopUuidSchema, tokenSchema } from './schema.ts';

/** Each is null if the variable is not set or is empty. */
export interface Environment {
  apiUrl: string | null;
  token: string | null;
  shopUuid: string | null;
  dataDir: string | null;
}

export type ParsedEnvironment =
  | { kind: 'ok'; environment: Environment }
  /** The names of the invalid variables, never their values. */
  | { kind: 'invalid'; names: readonly string[] };

const environmentSchema = v.object({
  KIOSK_API_URL: v.nullable(apiUrlSchema),
  KIOSK_API_TOKEN: v.nullable(tokenSchema),
  KIOSK_SHOP_UUID: v.nullable(shopUuidSchema),
  KIOSK_DATA_DIR: v.nullable(v.pipe(v.string(), v.minLength(1))),
});

/** Reads the four variables from a record such as `process.env`. */
export function parseEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): ParsedEnvironment {
  const names = Object.keys(environmentSchema.entries);
  const given = Object.fromEntries(
    names.map((name) => [name, env[name] === '' ? null : (env[name] ?? null)]),
  );
  const result = v.safeParse(environmentSchema, given);
  if (!result.success) {
    const wrong = result.issues.map((issue) => v.getDotPath(issue) ?? '');
    return { kind: 'invalid', names: [...new Set(wrong)] };
  }
  const { output } = result;
  return {
    kind: 'ok',
    environment: {
      apiUrl: output.KIOSK_API_URL,
      token: output.KIOSK_API_TOKEN,
      shopUuid: output.KIOSK_SHOP_UUID,
      dataDir: output.KIOSK_DATA_DIR,
    },
  };
}
