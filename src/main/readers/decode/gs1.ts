/** Parses GS1 data: element strings, Digital Link URLs and the check digit of a GTIN. Pure. */

export interface Gs1Element {
  /** The application identifier, such as `01` for a GTIN or `8018` for a membership number. */
  ai: string;
  value: string;
}

const GS = '\u001d';

/** Predefined lengths by the first two digits of the identifier. They include the identifier (GS1 General Specifications, 7.8.5). */
const FIXED_LENGTHS: Readonly<Record<string, number>> = {
  '00': 20,
  '01': 16,
  '02': 16,
  '03': 16,
  '04': 18,
  '11': 8,
  '12': 8,
  '13': 8,
  '14': 8,
  '15': 8,
  '16': 8,
  '17': 8,
  '18': 8,
  '19': 8,
  '20': 4,
  '31': 10,
  '32': 10,
  '33': 10,
  '34': 10,
  '35': 10,
  '36': 10,
  '41': 16,
};

const THREE_DIGITS = new Set(['23', '24', '25', '40', '41', '42', '71']);
const FOUR_DIGITS = new Set([
  '31',
  '32',
  '33',
  '34',
  '35',
  '36',
  '39',
  '43',
  '70',
  '72',
  '80',
  '81',
  '82',
]);
/** Two-digit identifiers without a fixed length. A separator ends their value (GS1 General Specifications, 3.2). */
const TWO_DIGITS = new Set(['10', '21', '22', '30', '37']);

/** Null if the text is not an element string. */
export function parseElements(text: string): Gs1Element[] | null {
  const elements: Gs1Element[] = [];
  let rest = text;
  while (rest.startsWith(GS)) rest = rest.slice(1);
  if (rest === '') return null;
  while (rest !== '') {
    const aiLength = aiLengthOf(rest);
    if (aiLength === null) return null;
    const fixed = FIXED_LENGTHS[rest.slice(0, 2)];
    const end = fixed ?? (rest.includes(GS) ? rest.indexOf(GS) : rest.length);
    const element = { ai: rest.slice(0, aiLength), value: rest.slice(aiLength, end) };
    if (end > rest.length || element.value === '' || element.value.includes(GS)) return null;
    elements.push(element);
    rest = rest.slice(end);
    if (rest.startsWith(GS)) rest = rest.slice(1);
  }
  return elements;
}

/** Parses URLs such as `https://id.gs1.org/01/09506000134352/21/A1?8018=…` (GS1 Digital Link: URI syntax), else null. */
export function parseDigitalLink(text: string): Gs1Element[] | null {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  const segments = url.pathname.split('/').filter((segment) => segment !== '');
  const first = segments.findIndex((segment, at) => isKey(segment, segments[at + 1]));
  if (first < 0) return null;
  const elements: Gs1Element[] = [];
  for (let at = first; at + 1 < segments.length; at += 2) {
    const value = decoded(segments[at + 1] ?? '');
    if (value === null) return null;
    elements.push({ ai: segments[at] ?? '', value });
  }
  for (const [ai, value] of url.searchParams) {
    if (/^[0-9]{2,4}$/.test(ai)) elements.push({ ai, value });
  }
  return elements;
}

/** A GTIN has 8, 12, 13 or 14 digits. The last one is the check digit (GS1 General Specifications, 7.9). */
export function isGtin(text: string): boolean {
  if (!/^([0-9]{8}|[0-9]{12,14})$/.test(text)) return false;
  const digits = Array.from(text, Number).reverse();
  const sum = digits.reduce((total, digit, at) => total + digit * (at % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}

function aiLengthOf(text: string): number | null {
  const start = text.slice(0, 2);
  const length = FOUR_DIGITS.has(start) ? 4 : THREE_DIGITS.has(start) ? 3 : 2;
  const isKnown =
    length > 2 || start in FIXED_LENGTHS || TWO_DIGITS.has(start) || /^9[0-9]$/.test(start);
  return isKnown && /^[0-9]+$/.test(text.slice(0, length)) && text.length > length ? length : null;
}

/**
 * The keys that a Digital Link may begin with (GS1 Digital Link: URI syntax). We also check how their values begin (GS1
 * General Specifications, 3.2), because any URL may contain a number.
 */
const LINK_KEYS: Readonly<Partial<Record<string, RegExp>>> = {
  '00': /^[0-9]{18}$/,
  // A GTIN of any length.
  '01': /^([0-9]{8}|[0-9]{12,14})$/,
  253: /^[0-9]{13}/,
  255: /^[0-9]{13}/,
  401: /^[0-9]{4}/,
  402: /^[0-9]{17}$/,
  414: /^[0-9]{13}$/,
  415: /^[0-9]{13}$/,
  417: /^[0-9]{13}$/,
  8003: /^[0-9]{14}/,
  8004: /^[0-9]{4}/,
  8006: /^[0-9]{18}$/,
  8010: /^[0-9]{4}/,
  8013: /^[0-9]{4}/,
  8017: /^[0-9]{18}$/,
  8018: /^[0-9]{18}$/,
};

function isKey(segment: string, next: string | undefined): boolean {
  return next !== undefined && LINK_KEYS[segment]?.test(next) === true;
}

function decoded(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}
