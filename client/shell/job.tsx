import { useEffect } from 'react';
import { Redirect } from 'wouter';
import { type Capability, can } from '../../shared/domain/access/matrix.ts';
import { DISPATCH, RECEIVE } from '../dock/dock-flows.ts';
import { PICK, PUTAWAY, SIGHTING, TRANSFER } from '../floor/floor-flows.ts';
import type { Flow } from '../flow/flow.ts';
import { FlowScreen } from '../flow/flow-screen.tsx';
import { thisPhone } from '../local/phone.ts';
import type { Shift } from '../queue/outbox-database.ts';
import { actAs } from '../queue/shift.ts';
import { useWords } from '../ui/words.tsx';

interface Offer {
  readonly flow: Flow;
  readonly needs: Capability;
  readonly name: 'floor.pick' | 'floor.putaway' | 'floor.transfer' | 'floor.sighting' | 'dock.receive' | 'dock.dispatch';
}

/** Every job, by its address. */
const OFFERS: Readonly<Record<string, Offer>> = {
  '/floor/pick': { flow: PICK, needs: 'move-stock', name: 'floor.pick' },
  '/floor/putaway': { flow: PUTAWAY, needs: 'move-stock', name: 'floor.putaway' },
  '/floor/transfer': { flow: TRANSFER, needs: 'move-stock', name: 'floor.transfer' },
  '/floor/sighting': { flow: SIGHTING, needs: 'move-stock', name: 'floor.sighting' },
  '/dock/receive': { flow: RECEIVE, needs: 'receive-and-dispatch', name: 'dock.receive' },
  '/dock/dispatch': { flow: DISPATCH, needs: 'receive-and-dispatch', name: 'dock.dispatch' },
};

/** One job in the role it needs: a worker with several roles acts in one that may. */
export function Job({ path, shift }: { path: string; shift: Shift }) {
  const words = useWords();
  const offer = OFFERS[path];
  const role = offer && [shift.role, ...shift.roles].find((each) => can([each], offer.needs));
  useEffect(() => {
    if (role && role !== shift.role) void actAs(thisPhone().outbox, role);
  }, [role, shift.role]);
  if (!offer || !role) return <Redirect to="/floor" replace />;
  return <FlowScreen key={path} flow={offer.flow} shift={shift} job={words.say(offer.name)} />;
}
