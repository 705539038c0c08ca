import { Worker } from 'node:worker_threads';
import type { Person } from '../small-site.ts';
import { threadProgram } from '../thread-program.ts';
import type { PhoneTask, PhoneTasks } from './phone-tasks.ts';

/** A phone without a screen: the client's own code in a thread, with a worker signed in. */
export interface HeadlessPhone {
  readonly worker: string;
  readonly deviceId: string;
  readonly do: <K extends keyof PhoneTasks>(name: K, ...wish: WishOf<K>) => ReturnType<PhoneTasks[K]>;
  readonly drop: () => Promise<void>;
}

type WishOf<K extends keyof PhoneTasks> = Parameters<PhoneTasks[K]>[0] extends null ? [] : [Parameters<PhoneTasks[K]>[0]];

let bundled: Promise<string> | undefined;

export async function openPhone(origin: string, person: Person): Promise<HeadlessPhone> {
  bundled ??= threadProgram('torture/phone-thread.ts', 'bundle');
  const thread = new Worker(await bundled, { workerData: { origin } });
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  const failAll = (error: Error) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  thread.on('message', ({ n, value, error }: { n: number; value: never; error?: string }) => {
    const asked = waiting.get(n);
    waiting.delete(n);
    if (error === undefined) asked?.resolve(value);
    else asked?.reject(new Error(error));
  });
  thread.on('error', (error) => failAll(error instanceof Error ? error : new Error(String(error))));
  thread.on('exit', () => failAll(new Error('the phone is gone')));
  let asked = 0;
  const post = (name: keyof PhoneTasks, wish: unknown) =>
    new Promise<never>((resolve, reject) => {
      asked += 1;
      waiting.set(asked, { resolve, reject });
      thread.postMessage({ n: asked, name, wish: wish ?? null } satisfies PhoneTask);
    });
  const { badge, pin, name } = person;
  const { deviceId }: { deviceId: string } = await post('signIn', { badge, pin });
  return {
    worker: name,
    deviceId,
    do: (task, ...[wish]) => post(task, wish) as never,
    drop: async () => {
      await thread.terminate();
    },
  };
}
