import { lazy, Suspense } from 'react';
import type { RawScan } from '../../shared/wire/envelope.ts';
import { Spinner } from '../ui/progress.tsx';
import { useWords } from '../ui/words.tsx';

const ScannerView = lazy(() => import('../scanner/scanner-view.tsx').then((scanner) => ({ default: scanner.ScannerView })));

/** The camera and its decoders are half a megabyte: they come when they are first needed. */
export function LazyScanner({ onScan, isSmall = false }: { onScan: (scan: RawScan) => void; isSmall?: boolean }) {
  const words = useWords();
  return (
    <div className={isSmall ? 'scanner-place scanner-place-small' : 'scanner-place'}>
      <Suspense fallback={<Spinner label={words.say('shell.loading')} />}>
        <ScannerView say={words.say} onScan={onScan} />
      </Suspense>
    </div>
  );
}
