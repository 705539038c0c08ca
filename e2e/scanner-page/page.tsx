import '../../client/ui/theme.css';
import { lazy, Suspense, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { RawScan } from '../../shared/wire/envelope.ts';
import { scanner as words } from '../../shared/words/en/scanner.ts';

const ScannerView = lazy(async () => ({ default: (await import('../../client/scanner/scanner-view.tsx')).ScannerView }));

/** The scanner alone: what it scans is listed as JSON, and a button pauses it as a screen would. */
function Page() {
  const [scans, setScans] = useState<readonly RawScan[]>([]);
  const [paused, setPaused] = useState(false);
  return (
    <main>
      <Suspense fallback={null}>
        <ScannerView say={(key) => words[key]} paused={paused} onScan={(scan) => setScans((before) => [...before, scan])} />
      </Suspense>
      <button type="button" onClick={() => setPaused(!paused)}>
        {paused ? 'Wanted' : 'Not wanted'}
      </button>
      <pre>{JSON.stringify(scans)}</pre>
    </main>
  );
}

const root = document.getElementById('root');
if (root) createRoot(root).render(<Page />);
