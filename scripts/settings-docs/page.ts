/** The text of docs/settings.md. */
import { toJsonSchema, type JsonSchema } from '@valibot/to-json-schema';
import { settingsFileSchema } from '../../src/main/settings/schema.ts';
import { groupOf, rowOf, type Fields, type Group, type Row } from './rows.ts';

const HEAD = `<!-- Written by \`npm run settings:docs\` from src/main/settings/schema.ts. Change the schema, not this file. -->

# Settings

The settings are in \`settings.json\` in the [data folder](install.md#the-data-folder). The kiosk reads the file when it starts, and writes one with the defaults if there is none. Every setting has a default, so \`{}\` is a valid file. A name that is not in this list is an error. Blanks around a value are left out.

The file is JSON. Comments and a comma after the last value are read too, and so is UTF-16; when the kiosk writes the file, it writes plain JSON, and keeps a file with comments as \`settings.original.json\`. Anything that can be read in two ways is refused, with the line, the name and the remedy in the log.

If the file cannot be read, the kiosk renames it to \`settings.damaged-….json\`, says so on the screen and stays out of service until there is a good file. It never replaces your settings with the defaults. Only a wrong setting that decides how the kiosk looks or sounds (\`accentColor\`, \`readerPlace\`, \`speech\`, \`logo\`, \`pictures\`, \`screen\`, \`volume\`) does not stop it: the default is used, and staff see the name in the staff area.

Amounts are whole numbers of cents, as in the API: \`500\` is 5.00, or what [\`minorDigits\`](#settings) makes of it. Times are whole numbers of milliseconds: \`30000\` is 30 seconds.

These environment variables override the file: \`KIOSK_API_URL\`, \`KIOSK_SHOP_UUID\`, \`KIOSK_OWN_SHOP\` and \`KIOSK_DATA_DIR\`. \`KIOSK_API_TOKEN\` is the token, which is [never in this file](../SECURITY.md#the-token).
`;

export function settingsPage(): string {
  const { properties = {} } = toJsonSchema(settingsFileSchema, {
    typeMode: 'input',
    errorMode: 'ignore',
    overrideAction: ({ valibotAction, jsonSchema }) =>
      isCheck(valibotAction) ? { ...jsonSchema, $comment: valibotAction.message } : undefined,
  });
  const fields = withoutBooleans(properties);
  return [
    HEAD,
    table({ fields, required: [] }),
    ...Object.entries(fields).flatMap(([name, field]) => {
      const group = groupOf(name, field);
      return group === null ? [] : sections(group, 2);
    }),
  ].join('\n');
}

/** JSON Schema cannot express a check, so the page shows the message of the check. */
function isCheck(action: object): action is { message: string } {
  return (
    'type' in action &&
    action.type === 'check' &&
    'message' in action &&
    typeof action.message === 'string'
  );
}

function withoutBooleans(properties: Record<string, JsonSchema | boolean>): Fields {
  return Object.fromEntries(
    Object.entries(properties).filter(
      (entry): entry is [string, JsonSchema] => typeof entry[1] === 'object',
    ),
  );
}

/** A heading, a table for each variant, and the sections of the groups in it. */
function sections({ name, description, variants }: Group, level: number): string[] {
  const inner = new Map(
    variants.flatMap(({ fields }) =>
      Object.entries(fields).flatMap(([key, field]) => {
        const group = groupOf(`${name}.${key}`, field);
        return group === null ? [] : [[JSON.stringify(group), group] as const];
      }),
    ),
  );
  return [
    `${'#'.repeat(level)} \`${name}\`\n\n${description}\n`,
    ...variants.map(
      ({ title, fields, required }) =>
        `${title === null ? '' : `${'#'.repeat(level + 1)} ${title}\n\n`}${table({ fields, required })}`,
    ),
    ...[...inner.values()]
      .filter((group) => !group.name.endsWith('.identifier'))
      .flatMap((group) => sections(group, Math.min(level + 1, 5))),
  ];
}

function table({ fields, required }: { fields: Fields; required: readonly string[] }): string {
  const rows = Object.entries(fields).map(([name, field]) =>
    line(rowOf(name, field, required.includes(name))),
  );
  const head = '| setting | type | limits | default | what it does |\n| - | - | - | - | - |';
  return `${head}\n${rows.join('\n')}\n`;
}

function line(row: Row): string {
  const cells = [`\`${row.name}\``, row.type, row.limits, row.default, row.description];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
