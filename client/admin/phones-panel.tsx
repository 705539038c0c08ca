import { useState } from 'react';
import { parseEpochMs } from '../../shared/domain/engine/time.ts';
import { api } from '../api.ts';
import type { Overview } from '../desk/answers.ts';
import { useTelling } from '../desk/use-telling.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Panel } from '../ui/panel.tsx';
import { useWords } from '../ui/words.tsx';
import { FailureBanner } from './failure-banner.tsx';
import { useChange } from './use-change.ts';

type Device = Overview['devices'][number];

/** Phones somebody has signed in on. A lost one is locked out here. */
export function PhonesPanel({ devices, onChanged }: { devices: readonly Device[]; onChanged: () => void }) {
  const words = useWords();
  const telling = useTelling();
  const timeOf = (at: number) => {
    const instant = parseEpochMs(at);
    return instant && telling.time(instant);
  };
  const [revoking, setRevoking] = useState<Device | null>(null);
  const done = () => {
    setRevoking(null);
    onChanged();
  };
  return (
    <Panel title={words.say('admin.phones')}>
      {devices.length === 0 && <p className="quiet">{words.say('admin.no-phones')}</p>}
      <ul className="admin-phones">
        {devices.map((device) => (
          <li key={device.id} className="admin-phone">
            <span>
              <strong>{device.name}</strong>
              <span className="quiet small">{words.say('admin.phone-since', { time: timeOf(device.registeredAt) })}</span>
            </span>
            {device.revokedAt === null ? (
              <Button
                size="compact"
                tone="stop"
                onClick={() => setRevoking(device)}
                aria-label={words.say('admin.revoke-of', { name: device.name })}
              >
                {words.say('admin.revoke')}
              </Button>
            ) : (
              <Chip tone="stop">{words.say('admin.revoked', { time: timeOf(device.revokedAt) })}</Chip>
            )}
          </li>
        ))}
      </ul>
      {revoking && <Revoke device={revoking} onDone={done} onClose={() => setRevoking(null)} />}
    </Panel>
  );
}

function Revoke({ device, onDone, onClose }: { device: Device; onDone: () => void; onClose: () => void }) {
  const words = useWords();
  const change = useChange((id: string, options) => api.admin.revokeDevice.mutate({ device: id }, options));
  return (
    <Dialog
      open
      title={words.say('admin.revoke-of', { name: device.name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.say('reason.cancel')}</Button>
          <Button tone="stop" busy={change.isBusy} onClick={() => void change.make(device.id).then((made) => made && onDone())}>
            {words.say('admin.revoke')}
          </Button>
        </>
      }
    >
      <p>{words.say('admin.revoke-about')}</p>
      {change.failure && <FailureBanner failure={change.failure} />}
    </Dialog>
  );
}
