import type { AnomalyCode, Severity, Stage } from './anomaly.ts';

interface Weight {
  readonly severity: Severity;
  readonly stage: Stage;
}

const weight = (severity: Severity, stage: Stage): Weight => ({ severity, stage });

/** How grave each anomaly is, and which step of a lot's life it points to. */
export const WEIGHTS: Readonly<Record<AnomalyCode, Weight>> = {
  'bin-conflict': weight('stop', 'storage'),
  'zero-but-present': weight('warn', 'storage'),
  'lot-in-two-places': weight('warn', 'storage'),
  'missing-transfer-scan': weight('warn', 'putaway'),
  'blocked-lot-moved': weight('stop', 'pick'),
  'fefo-skipped': weight('warn', 'pick'),
  'short-dated-picked': weight('warn', 'pick'),
  'wrong-zone': weight('warn', 'putaway'),
  'inactive-bin-used': weight('warn', 'storage'),
  'over-picked': weight('warn', 'pick'),
  'duplicate-lot-number': weight('stop', 'receipt'),
  'lot-expiry-mismatch': weight('stop', 'receipt'),
  'authority-missing': weight('warn', 'storage'),
  'detail-missing': weight('warn', 'dispatch'),
  'return-unexplained': weight('warn', 'return'),
  'task-mismatch': weight('warn', 'pick'),
  'missing-receipt-scan': weight('stop', 'receipt'),
  'unknown-lot': weight('warn', 'receipt'),
  'unknown-code': weight('warn', 'storage'),
  'unreadable-command': weight('warn', 'device'),
  'partial-receipt': weight('info', 'receipt'),
  'over-receipt': weight('warn', 'receipt'),
  'expired-on-receipt': weight('warn', 'receipt'),
  'short-dated-on-receipt': weight('warn', 'receipt'),
  'labelled-late': weight('warn', 'receipt'),
  'mixed-pallet': weight('warn', 'storage'),
  'count-variance': weight('warn', 'storage'),
  'stuck-pallet': weight('warn', 'storage'),
  'missing-dispatch-scan': weight('warn', 'dispatch'),
  'expiring-soon': weight('info', 'storage'),
  'clock-suspect': weight('warn', 'device'),
  'device-silent': weight('warn', 'device'),
  'scans-lost': weight('stop', 'device'),
  'lane-forked': weight('warn', 'device'),
  'late-fact': weight('info', 'device'),
  excursion: weight('stop', 'storage'),
  'sensor-silent': weight('warn', 'storage'),
  'retired-code-scanned': weight('warn', 'storage'),
  'code-missing-record': weight('warn', 'receipt'),
};
