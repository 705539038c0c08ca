import { useState } from 'react';
import { api } from '../api.ts';
import type { Overview } from '../desk/answers.ts';
import { type Column, DataTable } from '../desk/data-table.tsx';
import { Button } from '../ui/button.tsx';
import { Code } from '../ui/code.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Panel } from '../ui/panel.tsx';
import { useWords } from '../ui/words.tsx';
import { FailureBanner } from './failure-banner.tsx';
import { useChange } from './use-change.ts';

type Worker = Overview['workers'][number];

/** Who works here, in which roles. Names, roles and badges change by import; a forgotten PIN is replaced here. */
export function WorkersPanel({ workers }: { workers: readonly Worker[] }) {
  const words = useWords();
  const [resetting, setResetting] = useState<Worker | null>(null);
  const columns: readonly Column<Worker>[] = [
    { name: 'name', title: words.say('admin.name'), value: (worker) => worker.name },
    {
      name: 'roles',
      title: words.say('admin.roles'),
      value: (worker) => worker.roles.map((role) => words.say(`role.${role}`)).join(', '),
    },
    { name: 'badge', title: words.say('admin.badge'), value: (worker) => worker.badge, show: (worker) => <Code text={worker.badge} /> },
    {
      name: 'active',
      title: words.say('admin.active'),
      value: (worker) => words.say(worker.active ? 'admin.is-active' : 'admin.is-inactive'),
    },
    {
      name: 'pin',
      title: words.say('admin.pin'),
      isAction: true,
      value: () => null,
      show: (worker) => (
        <Button size="compact" onClick={() => setResetting(worker)} aria-label={words.say('admin.reset-pin-of', { name: worker.name })}>
          {words.say('admin.reset-pin')}
        </Button>
      ),
    },
  ];
  return (
    <Panel title={words.say('admin.workers')}>
      <DataTable
        caption={words.say('admin.workers-table')}
        columns={columns}
        rows={workers}
        rowKey={(worker) => worker.id}
        sort="name"
        empty={{ title: words.say('admin.no-workers') }}
      />
      {resetting && <ResetPin worker={resetting} onClose={() => setResetting(null)} />}
    </Panel>
  );
}

function ResetPin({ worker, onClose }: { worker: Worker; onClose: () => void }) {
  const words = useWords();
  const [pin, setPin] = useState<string | null>(null);
  const change = useChange((id: string, options) => api.admin.resetPin.mutate({ worker: id }, options));
  const reset = () => void change.make(worker.id).then((made) => made && setPin(made.pin));
  return (
    <Dialog
      open
      title={words.say('admin.reset-pin-of', { name: worker.name })}
      onClose={onClose}
      actions={
        pin === null ? (
          <>
            <Button onClick={onClose}>{words.say('reason.cancel')}</Button>
            <Button tone="primary" busy={change.isBusy} onClick={reset}>
              {words.say('admin.reset-pin')}
            </Button>
          </>
        ) : (
          <Button tone="primary" onClick={onClose}>
            {words.say('admin.pin-noted')}
          </Button>
        )
      }
    >
      {pin === null ? <p>{words.say('admin.reset-pin-about')}</p> : <NewPin pin={pin} />}
      {change.failure && <FailureBanner failure={change.failure} />}
    </Dialog>
  );
}

export function NewPin({ pin }: { pin: string }) {
  const words = useWords();
  return (
    <>
      <output className="admin-pin">
        <Code text={pin} size="large" />
      </output>
      <p>{words.say('admin.pin-once')}</p>
    </>
  );
}
