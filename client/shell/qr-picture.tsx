import { useMemo } from 'react';
import { qrPath } from './qr-path.ts';

/** A text as a QR code, drawn sharp at any size. */
export function QrPicture({ text, label, className }: { text: string; label: string; className: string }) {
  const { path, side } = useMemo(() => qrPath(text), [text]);
  return (
    <svg className={className} viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <path d={path} />
    </svg>
  );
}
