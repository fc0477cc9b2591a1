/** Writes lines of CSV (RFC 4180). A spreadsheet never runs a cell as a formula. Pure. */

/** Numbers and decimals need no escaping. Only texts can come from outside. */
export type CsvCell = string | number | { decimal: string } | null;

export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'object') return cell.decimal;
  return quoted(harmless(cell));
}

/** Spreadsheets run a text with one of these first characters as a formula (OWASP, CSV Injection). An apostrophe prevents that. */
function harmless(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
