import { Button } from '../ui/button.tsx';
import type { Camera, CameraState } from './camera.ts';
import type { Zoom } from './lens.ts';
import type { ScannerSay } from './scanner-say.ts';

interface CameraToolsProps {
  readonly say: ScannerSay;
  readonly camera: Camera;
  readonly state: Extract<CameraState, { kind: 'on' }>;
}

/** Torch, zoom and the choice of camera: only what this phone offers. */
export function CameraTools({ say, camera, state: { torch, zoom, choices, chosen } }: CameraToolsProps) {
  if (torch === null && zoom === null && choices.length < 2) return null;
  return (
    <div className="scanner-tools hand-row">
      {torch !== null && (
        <Button icon="torch" aria-pressed={torch} tone={torch ? 'primary' : 'plain'} onClick={() => camera.torch(!torch)}>
          {say('scanner.torch')}
        </Button>
      )}
      {zoom && (
        <>
          <Button
            icon="less"
            aria-label={say('scanner.farther')}
            disabled={zoom.now <= zoom.least}
            onClick={() => camera.zoom(stepped(zoom, -1))}
          />
          <Button
            icon="more"
            aria-label={say('scanner.nearer')}
            disabled={zoom.now >= zoom.most}
            onClick={() => camera.zoom(stepped(zoom, 1))}
          />
        </>
      )}
      {choices.length > 1 && (
        <select
          className="input"
          aria-label={say('scanner.camera')}
          value={chosen ?? ''}
          onChange={(event) => camera.choose(event.target.value)}
        >
          {choices.map(({ id, name }) => (
            <option key={id} value={id}>
              {name || say('scanner.unnamed-camera')}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

/** A tenth of the whole range up or down, on the lens's own steps. */
function stepped({ now, least, most, step }: Zoom, direction: 1 | -1): number {
  const leap = Math.max(step, Math.round((most - least) / 10 / step) * step);
  return Math.min(most, Math.max(least, now + direction * leap));
}
