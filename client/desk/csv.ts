/**
 * Rows as CSV (RFC 4180): quoted where needed, CRLF between rows. A text that a spreadsheet would run as a
 * formula (leading = + - @, tab or CR) is made plain with an apostrophe; numbers are left as numbers.
 */
export function toCsv(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map((row) => row.map(cell).join(',')).join('\r\n');
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
