/** The rev of the act that moved or saw a lot at an instant; of several the newest. `lot` and `at` are SQL. */
export function lastScanOf(lot: string, at: string): string {
  return `(SELECT max(rev) FROM ledger_touch WHERE name = 'lot ' || ${lot} AND at = ${at})`;
}
