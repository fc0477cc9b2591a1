/** Ways to damage the body of a good reply. A body that is not a JSON object stays as it is. */

export type Damage =
  | 'malformedJson'
  | 'emptyBody'
  | 'nullBody'
  | 'missingData'
  | 'missingUuid'
  | 'balanceAsText'
  | 'otherAmount';

export function damagedBody(body: string, damage: Damage): string {
  switch (damage) {
    case 'malformedJson':
      return body.slice(0, Math.floor(body.length / 2));
    case 'emptyBody':
      return '';
    case 'nullBody':
      return 'null';
    case 'missingData':
      return rewritten(body, 'data', () => undefined);
    case 'missingUuid':
      return rewritten(body, 'uuid', () => undefined);
    case 'balanceAsText':
      return rewritten(body, 'balance_in_cents', String);
    case 'otherAmount':
      return rewritten(body, 'amount_in_cents', (value) => Number(value) + 1);
  }
}

/** Undefined removes the field at every level. */
function rewritten(body: string, field: string, change: (value: unknown) => unknown): string {
  return JSON.stringify(
    JSON.parse(body, (name: string, value: unknown) => (name === field ? change(value) : value)),
  );
}
