import './scanner-view.css';
import type { RawScan } from '../../shared/wire/envelope.ts';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { CameraTools } from './camera-tools.tsx';
import type { Sighted } from './decoder.ts';
import type { ScannerKey, ScannerSay } from './scanner-say.ts';
import { type Scanner, type ScannerWish, useScanner } from './use-scanner.ts';
import { WedgeField } from './wedge-field.tsx';

interface ScannerViewProps extends ScannerWish {
  readonly say: ScannerSay;
  /** What a code is, for a worker who must choose one of several. */
  readonly nameOf?: (scan: RawScan) => string;
}

/** The camera picture with its reticle, what there is to say about it, and what can be set on it. */
export function ScannerView({ say, nameOf = ({ raw }) => raw, ...wish }: ScannerViewProps) {
  const scanner = useScanner(wish);
  const { state, held, fogged, choices, videoRef, tap } = scanner;
  const note = noteOf(scanner);
  const looking = state.kind === 'on' && !held && scanner.reader !== 'none';
  return (
    <section className="scanner" aria-label={say('scanner.picture')}>
      <div className={classNames('scanner-picture', !looking && 'scanner-still')}>
        <video ref={videoRef} muted playsInline tabIndex={-1} />
        <div className="scanner-reticle" aria-hidden="true" />
        <button type="button" className="scanner-tap" aria-label={say(looking ? 'scanner.pause' : note)} onClick={tap} />
        <p className={classNames('scanner-note', fogged && looking && 'scanner-warns')} role="status">
          {say(note)}
        </p>
      </div>
      {choices.length > 0 && <Choices say={say} choices={choices} nameOf={nameOf} onChoose={scanner.choose} />}
      {state.kind === 'on' && <CameraTools say={say} camera={scanner.camera} state={state} />}
      {state.kind === 'failed' && <WedgeField label={say('scanner.wedge')} onCode={scanner.typed} />}
    </section>
  );
}

/** The one thing most worth saying. */
function noteOf({ state, held, reader, fogged }: Scanner): ScannerKey {
  switch (state.kind) {
    case 'failed':
      return `scanner.${state.problem}`;
    case 'off':
    case 'starting':
      return 'scanner.starting';
    case 'asleep':
      return 'scanner.wake';
    case 'on':
      if (held) return 'scanner.resume';
      if (reader === 'none') return 'scanner.no-reader';
      if (reader === 'starting') return 'scanner.loading';
      if (fogged) return 'scanner.fogged';
      return reader === 'browser' ? 'scanner.slower' : 'scanner.aim';
  }
}

interface ChoicesProps {
  readonly say: ScannerSay;
  readonly choices: readonly Sighted[];
  readonly nameOf: (scan: RawScan) => string;
  readonly onChoose: (sighted: Sighted | null) => void;
}

function Choices({ say, choices, nameOf, onChoose }: ChoicesProps) {
  return (
    <fieldset className="scanner-choices">
      <legend>{say('scanner.which')}</legend>
      {choices.map((sighted) => (
        <Button key={sighted.symbology + sighted.text} wide onClick={() => onChoose(sighted)}>
          {nameOf({ raw: sighted.text, symbology: sighted.symbology, via: sighted.via })}
        </Button>
      ))}
      <Button tone="quiet" wide onClick={() => onChoose(null)}>
        {say('scanner.none-of-these')}
      </Button>
    </fieldset>
  );
}
