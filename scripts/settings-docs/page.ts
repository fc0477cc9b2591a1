/** The text of docs/settings.md. */
import { toJsonSchema, type JsonSchema } from '@valibot/to-json-schema';
import { settingsFileSchema } from '../../src/main/settings/schema.ts';
import { groupOf, rowOf, type Fields, type Group, type Row } from './rows.ts';

const HEAD = `<!-- Written by \`npm run settings:docs\` from src/main/settings/schema.ts. Change the schema, not this file. -->

# Settings

The settings are in \`settings.json\` in the [data folder](install.md#the-data-folder). The kiosk reads the file when it starts and [after each change](#a-change-while-the-kiosk-runs), and writes one with the defaults if there is none. Every setting has a default, so \`{}\` is a valid file. A name that is not in this list is an error. Blanks around a value are left out.

The file is JSON. Comments and a comma after the last value are read too, and so is UTF-16; when the kiosk writes the file, it writes plain JSON, and keeps a file with comments as \`settings.original.json\`. Anything that can be read in two ways is refused, with the line, the column, the name and the remedy in the log.

## A change while the kiosk runs

The kiosk notices a change within two seconds. It takes a correct file between two customers, never within a session: it opens again with the new settings, as at a start, and for that moment the screen says that it is starting. The log names what is in force. This holds for all settings; two kinds of change wait, and the staff area and the log say so:

- A change about money that must be [confirmed](journal.md#settings-about-money). Until then, payments go on with the earlier settings.
- Another \`apiUrl\`. It is in force after the next start.

The whole file waits with them, so make other changes in an edit of their own. A file with a mistake changes nothing. Another picture under the same name is not noticed: change the name. The environment is read at the start only.

## A mistake in the file

The kiosk never changes, renames or removes a file with a mistake, and never replaces your settings with the defaults. The log names each mistake with its line, and the name that was probably meant.

The kiosk keeps a copy of the last good file as \`settings.last-good.json\`, with its checksum in \`settings.last-good.sha256\`. It renews the copy after every start without a mistake, after every edit that it takes, and after every change of its own. What happens at the next start depends on this copy:

| settings.json                | the copy                       | the kiosk                                                                                       |
| ---------------------------- | ------------------------------ | ----------------------------------------------------------------------------------------------- |
| has a mistake                | fits its checksum              | goes on with the whole copy; the staff area shows the line and the name until the file is correct |
| has a mistake                | is missing or was changed      | is out of service; the screen names the file, the line and the setting                           |
| is gone                      | fits its checksum              | writes the file again from the copy, and says so in the log                                       |
| is gone                      | was changed                    | is out of service                                                                               |
| is gone                      | is missing, on a new terminal  | writes a file with the defaults                                                                 |

What this means for money: the shop, the address, the limits and the offline policy are always those of one whole file that was in force before. They are never a mixture of two files, and never defaults. A limit that you lower in the same edit as the mistake is not in force until the mistake is corrected, so look at the staff area after each change. The copy gets no trust that the file would not get: settings about money in it must be [confirmed](journal.md#damage) as if they were in the file.

To begin again with the defaults, remove \`settings.json\` and both files of the copy.

Only a wrong setting that decides how the kiosk looks or sounds (\`accentColor\`, \`readerPlace\`, \`speech\`, \`logo\`, \`pictures\`, \`screen\`, \`volume\`) has no such effect: a start uses its default, and staff see the name in the staff area. A kiosk that runs keeps the earlier value.

## The settings

Amounts are whole numbers of cents, as in the API: \`500\` is 5.00, or what [\`minorDigits\`](#the-settings) makes of it. Times are whole numbers of milliseconds: \`30000\` is 30 seconds.

These environment variables override the file: \`KIOSK_API_URL\`, \`KIOSK_SHOP_UUID\`, \`KIOSK_OWN_SHOP\` and \`KIOSK_DATA_DIR\`. \`KIOSK_API_TOKEN\` is the token, which is [never in this file](../SECURITY.md#the-token). A misspelt name of one of them is refused.
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
