import { useState } from 'react';
import { api } from '../api.ts';
import type { ImportReply } from '../desk/answers.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Panel } from '../ui/panel.tsx';
import { useWords } from '../ui/words.tsx';
import { FailureBanner } from './failure-banner.tsx';
import { ImportExample } from './import-example.tsx';
import { ImportResult } from './import-result.tsx';
import { readJson } from './read-json.ts';
import { useChange } from './use-change.ts';

/** Master data from a file: looked at first, then taken whole or not at all. */
export function ImportPanel({ onImported }: { onImported: () => void }) {
  const words = useWords();
  const [text, setText] = useState('');
  const [reply, setReply] = useState<ImportReply | null>(null);
  const change = useChange((order: { data: unknown; dryRun: boolean }, options) => api.admin.importData.mutate(order, options));
  const file = readJson(text);
  const isChecked = reply?.ok === true && reply.dryRun;
  const put = (next: string) => {
    setText(next);
    setReply(null);
  };
  const send = async (dryRun: boolean) => {
    if (!file.ok) return;
    const made = await change.make({ data: file.data, dryRun });
    setReply(made);
    if (made?.ok && !dryRun) onImported();
  };
  return (
    <Panel title={words.say('admin.import')}>
      <p className="quiet">{words.say('admin.import-about')}</p>
      <ImportExample onUse={put} />
      <Field label={words.say('admin.file')}>
        {(wiring) => (
          <input
            className="input admin-file"
            type="file"
            accept=".json,application/json"
            {...wiring}
            onChange={({ target }) => void target.files?.[0]?.text().then(put)}
          />
        )}
      </Field>
      <Field label={words.say('admin.paste')} {...(text && !file.ok && { error: words.say('admin.not-json', { detail: file.detail }) })}>
        {(wiring) => (
          <textarea
            className="input admin-json"
            rows={text === '' ? 8 : 16}
            spellCheck={false}
            {...wiring}
            value={text}
            onChange={({ target }) => put(target.value)}
          />
        )}
      </Field>
      {change.failure && <FailureBanner failure={change.failure} />}
      {reply && <ImportResult reply={reply} />}
      <div className="admin-import-actions">
        <Button busy={change.isBusy && !isChecked} disabled={!file.ok} onClick={() => void send(true)}>
          {words.say('admin.check')}
        </Button>
        <Button tone="primary" busy={change.isBusy && isChecked} disabled={!isChecked} onClick={() => void send(false)}>
          {words.say('admin.take')}
        </Button>
      </div>
    </Panel>
  );
}
