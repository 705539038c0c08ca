/**
 * The rev of the act that moved or saw a lot at an instant; of several the newest. One that only counts from that instant
 * on happened at another. `lot` and `at` are SQL.
 */
export function lastScanOf(lot: string, at: string): string {
  return `(SELECT max(touch.rev) FROM ledger_touch AS touch JOIN ledger AS act ON act.rev = touch.rev
    WHERE touch.name = 'lot ' || ${lot} AND touch.at = ${at} AND act.occurred_at = touch.at)`;
}
