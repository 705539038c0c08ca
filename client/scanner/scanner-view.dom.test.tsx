import { act, fireEvent, render, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { RawScan } from '../../shared/wire/envelope.ts';
import { scanner as words } from '../../shared/words/en/scanner.ts';
import { openCamera } from './camera.ts';
import type { CameraDevices } from './camera-stream.ts';
import { fakeDevices } from './fake-camera.arbitrary.ts';
import type { ScannerSession } from './scanner-session.ts';
import { ScannerView } from './scanner-view.tsx';
import { NOTHING_SEEN } from './sightings.ts';
import { KEY_GAP_MS } from './wedge.ts';

function sessionWith(devices: CameraDevices | undefined): ScannerSession {
  return {
    camera: openCamera({ devices, memory: { getItem: () => null, setItem: () => undefined }, later: () => () => undefined }),
    memory: { sightings: NOTHING_SEEN },
    decoder: () => Promise.reject(new Error('no decoder here')),
  };
}

async function show(devices: CameraDevices | undefined, paused = false) {
  const scans: RawScan[] = [];
  const session = sessionWith(devices);
  await act(async () => {
    render(
      <>
        <button type="button">Confirm</button>
        <input aria-label="Note" />
        <ScannerView say={(key) => words[key]} onScan={(scan) => scans.push(scan)} paused={paused} session={session} />
      </>,
    );
  });
  return scans;
}

function type(target: Element, text: string) {
  for (const key of [...text, 'Enter']) fireEvent.keyDown(target, { key });
}

describe('the scanner view', () => {
  it('says why there is no picture and what to do', async () => {
    await show(fakeDevices({}, 'NotAllowedError'));
    expect(screen.getByRole('status')).toHaveTextContent(words['scanner.denied']);
  });

  it('tries the camera again when tapped', async () => {
    const devices = fakeDevices({}, 'NotReadableError');
    await show(devices);
    await act(async () => fireEvent.click(screen.getByRole('button', { name: words['scanner.in-use'] })));
    expect(devices.asked).toHaveLength(2);
  });

  it('does not touch the camera while the screen wants no scans', async () => {
    const devices = fakeDevices({});
    await show(devices, true);
    expect(devices.asked).toEqual([]);
  });

  it('hears a wedge wherever the focus is, without a camera', async () => {
    const scans = await show(undefined);
    type(screen.getByRole('button', { name: 'Confirm' }), 'A-03-2');
    expect(scans).toEqual([{ raw: 'A-03-2', symbology: null, via: 'wedge' }]);
  });

  it('leaves alone what a person types in a field', async () => {
    const scans = await show(undefined);
    type(screen.getByLabelText('Note'), 'A-03-2');
    expect(scans).toEqual([]);
  });

  it('hears no wedge while the screen wants no scans', async () => {
    const scans = await show(undefined, true);
    type(document.body, 'A-03-2');
    expect(scans).toEqual([]);
  });

  it('takes what a scanner puts into its own field once nothing more comes', async () => {
    vi.useFakeTimers();
    const scans = await show(undefined);
    const field = screen.getByLabelText(words['scanner.wedge']);
    fireEvent.input(field, { target: { value: 'A-03' } });
    vi.advanceTimersByTime(KEY_GAP_MS - 1);
    fireEvent.input(field, { target: { value: 'A-03-2' } });
    expect(scans).toEqual([]);
    vi.advanceTimersByTime(KEY_GAP_MS);
    expect(scans).toEqual([{ raw: 'A-03-2', symbology: null, via: 'wedge' }]);
    expect(field).toHaveValue('');
  });
});
