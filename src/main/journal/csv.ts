/** Lines of CSV (RFC 4180) in which no text can become a formula. Pure. */

/** A number or a decimal is written as it is; only a text can come from outside. */
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

/** Spreadsheets run a text that begins so (OWASP, CSV Injection); an apostrophe makes it a text again. */
function harmless(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
