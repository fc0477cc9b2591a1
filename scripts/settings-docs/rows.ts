/** Turns the JSON Schema of a setting into the cells of one row. */
import type { JsonSchema } from '@valibot/to-json-schema';
import { CENTS_MAX } from '../../src/shared/money.ts';

export interface Row {
  name: string;
  type: string;
  limits: string;
  default: string;
  description: string;
}

/** A setting that contains other settings. The page has one table for each of its variants. */
export interface Group {
  name: string;
  description: string;
  /** `title`: the value of `kind` or `driver`. Null if the group has only one variant. */
  variants: readonly { title: string | null; fields: Fields; required: readonly string[] }[];
}

export type Fields = Readonly<Record<string, JsonSchema>>;

/** JSON Schema allows `true` for "any value". No setting allows any value. */
function schemaOf(schema: JsonSchema | boolean | undefined): JsonSchema {
  if (typeof schema !== 'object') throw new Error('a setting can be anything');
  return schema;
}

/** Removes the variant `null` of a setting that can be empty. */
function withoutNull(schema: JsonSchema): { schema: JsonSchema; isNullable: boolean } {
  const forms = schema.anyOf?.map(schemaOf) ?? [];
  const [form, ...others] = forms.filter(({ type }) => type !== 'null');
  if (form === undefined || others.length > 0) return { schema, isNullable: false };
  return { schema: form, isNullable: forms.length > 1 };
}

export function rowOf(name: string, field: JsonSchema, isRequired: boolean): Row {
  const { schema, isNullable } = withoutNull(field);
  const { description = schema.description } = field;
  if (description === undefined) throw new Error(`the setting ${name} has no v.description`);
  return {
    name,
    type: `${typeOf(schema)}${isNullable ? ' or `null`' : ''}`,
    limits: limitsOf(schema),
    default: isRequired ? 'required' : code(field.default),
    description,
  };
}

const PLAIN_TYPES: Readonly<Record<string, string>> = {
  integer: 'whole number',
  string: 'text',
  boolean: '`true` or `false`',
};

function typeOf(schema: JsonSchema): string {
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(code).join(', ');
  if (schema.type === 'array') {
    const items = withoutNull(itemsOf(schema)).schema;
    return variantsOf(items).length > 0
      ? 'list of objects'
      : `list of ${typeOf(items).replace('whole number', 'whole numbers')}`;
  }
  if (variantsOf(schema).length > 0) return 'object';
  return PLAIN_TYPES[String(schema.type)] ?? String(schema.type);
}

function itemsOf(schema: JsonSchema): JsonSchema {
  const { items } = schema;
  return schemaOf(Array.isArray(items) ? items[0] : items);
}

function limitsOf(schema: JsonSchema): string {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems, pattern } = schema;
  const parts = [
    rangeOf(
      isShownLimit(minimum) ? minimum : undefined,
      isShownLimit(maximum) ? maximum : undefined,
      '',
    ),
    rangeOf(minLength, maxLength, ' characters'),
    rangeOf(minItems, maxItems, maxItems === undefined && minItems === 1 ? ' item' : ' items'),
    pattern === undefined ? '' : code(pattern),
    schema.$comment ?? '',
    schema.type === 'array' ? limitsOf(withoutNull(itemsOf(schema)).schema) : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** Whether the page shows this limit. The technical limit of all amounts is of no use to an owner. */
function isShownLimit(bound: number | undefined): boolean {
  return bound !== undefined && Math.abs(bound) !== CENTS_MAX;
}

function rangeOf(least: number | undefined, most: number | undefined, unit: string): string {
  if (least === undefined && most === undefined) return '';
  if (least === undefined) return `at most ${String(most)}${unit}`;
  return most === undefined ? `at least ${least}${unit}` : `${least} to ${most}${unit}`;
}

function code(value: unknown): string {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

/** The group of a setting that contains other settings. Null for any other setting. */
export function groupOf(name: string, field: JsonSchema): Group | null {
  const { schema } = withoutNull(field);
  const inner = schema.type === 'array' ? withoutNull(itemsOf(schema)).schema : schema;
  const variants = variantsOf(inner);
  if (variants.length === 0) return null;
  return {
    name: schema.type === 'array' ? `${name}[]` : name,
    description: field.description ?? schema.description ?? '',
    variants,
  };
}

function variantsOf(schema: JsonSchema): Group['variants'] {
  const forms = schema.oneOf ?? (schema.properties === undefined ? [] : [schema]);
  return forms.map((form) => {
    const { properties = {}, required = [] } = schemaOf(form);
    const fields = Object.fromEntries(
      Object.entries(properties).map(([key, field]) => [key, schemaOf(field)]),
    );
    const title = Object.entries(fields).find(([, { const: only }]) => typeof only === 'string');
    return {
      title: title === undefined ? null : `${title[0]}: ${code(title[1].const)}`,
      fields,
      required,
    };
  });
}
