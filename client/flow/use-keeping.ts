import { useRef, useState } from 'react';
import type { CommandId } from '../../shared/domain/bins/stock-row.ts';
import { report, UNTOLD } from '../local/ask.ts';
import { NotSaved } from '../queue/handle.ts';
import type { Draft, Told } from '../queue/report-body.ts';
import { usePreferences } from '../ui/preferences.ts';
import { signal } from '../ui/signal.ts';

export interface Keeping {
  readonly saving: boolean;
  /** The last report was not kept, for a reason that the red screen does not show. */
  readonly failed: boolean;
  /** True once it is on the disk. */
  readonly keep: (draft: Draft, told: Told) => Promise<boolean>;
  readonly undo: (id: CommandId) => Promise<void>;
}

/** Keeps what was done, one report at a time: two taps within one frame are one deed, and a deed is undone once. */
export function useKeeping(): Keeping {
  const [saving, setSaving] = useState(false);
  const [failed, setFailed] = useState(false);
  const busy = useRef(false);
  const undone = useRef(new Set<CommandId>());
  const sound = usePreferences((preferences) => preferences.sound);

  const keep = async (draft: Draft, told: Told): Promise<boolean> => {
    if (busy.current) return false;
    busy.current = true;
    setSaving(true);
    setFailed(false);
    try {
      await report(draft, told);
      signal('ok', sound);
      return true;
    } catch (error) {
      signal('stop', sound);
      setFailed(!(error instanceof NotSaved));
      return false;
    } finally {
      busy.current = false;
      setSaving(false);
    }
  };

  const undo = async (id: CommandId): Promise<void> => {
    if (undone.current.has(id)) return;
    undone.current.add(id);
    const kept = await keep({ kind: 'void', payload: { of: id }, scans: [] }, UNTOLD);
    if (!kept) undone.current.delete(id);
  };

  return { saving, failed, keep, undo };
}
