import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';
import { breakOff, FAULTS, type NetworkFault } from './faults.ts';
import { follow, isPush, type Passage, pipeTo } from './passage.ts';

/** A moment in the life of a push: half of its bytes have gone to the server, all have, its reply begins to come back. */
export const PUSH_MOMENTS = ['half-sent', 'sent', 'answered'] as const;
export type PushMoment = (typeof PUSH_MOMENTS)[number];

/** One phone's way to the server: TCP, byte for byte, and whatever can happen to it. */
export interface FaultLine {
  readonly origin: string;
  readonly suffer: (fault: NetworkFault) => void;
  readonly heal: () => void;
  /** Acts once, at that moment of the next push. Returns how to forget it. */
  readonly atPush: (moment: PushMoment, act: () => void) => () => void;
  readonly close: () => Promise<void>;
}

interface Watch {
  readonly moment: PushMoment;
  readonly act: () => void;
}

export async function openFaultLine(serverPort: number): Promise<FaultLine> {
  const open = new Set<Passage>();
  let fault: NetworkFault | null = null;
  let watch: Watch | null = null;

  function noticed(moment: PushMoment): void {
    if (watch?.moment !== moment) return;
    const { act } = watch;
    watch = null;
    act();
  }

  function up(passage: Passage, bytes: Buffer): void {
    if (passage.isDead) return;
    follow(passage, bytes);
    const act = fault && FAULTS[fault].up;
    if (act) act(passage, bytes);
    else passage.toServer.push(bytes);
    if (!isPush(passage)) return;
    if (passage.come >= passage.whole) noticed('sent');
    else if (passage.come * 2 >= passage.whole) noticed('half-sent');
  }

  function down(passage: Passage, bytes: Buffer): void {
    if (passage.isDead) return;
    if (isPush(passage)) noticed('answered');
    const act = fault && FAULTS[fault].down;
    if (act) act(passage, bytes);
    else passage.toPhone.push(bytes);
  }

  const server = createServer((phone) => {
    const passage = passageFrom(phone, connect(serverPort, '127.0.0.1'));
    open.add(passage);
    phone.on('data', (bytes) => up(passage, bytes));
    passage.server.on('data', (bytes) => down(passage, bytes));
    phone.on('close', () => {
      open.delete(passage);
      passage.server.destroy();
    });
    passage.server.on('close', () => {
      if (!passage.isDead) endPhone(passage);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    suffer: (next) => {
      fault = next;
      for (const passage of open) FAULTS[next].onset?.(passage);
    },
    heal: () => {
      fault = null;
      for (const { toServer, toPhone } of open) {
        toServer.flush();
        toPhone.flush();
      }
    },
    atPush: (moment, act) => {
      watch = { moment, act };
      return () => {
        watch = null;
      };
    },
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const passage of open) breakOff(passage);
      await closed;
    },
  };
}

function passageFrom(phone: Socket, server: Socket): Passage {
  for (const end of [phone, server]) {
    end.setNoDelay(true);
    end.on('error', () => undefined);
  }
  return { phone, server, toServer: pipeTo(server), toPhone: pipeTo(phone), asks: '', whole: 0, come: 0, isDead: false };
}

/** A server that died breaks the connection; one that closed it in order has its last bytes delivered first. */
function endPhone({ phone, server }: Passage): void {
  if (server.readableEnded) phone.end();
  else phone.resetAndDestroy();
}
