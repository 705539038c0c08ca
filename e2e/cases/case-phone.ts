import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createTRPCClient, httpLink } from '@trpc/client';
import type { AppRouter } from '../../server/api/router.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { AskReply } from '../../shared/wire/ask.ts';
import { canonicalJson, GENESIS, headSignatureText, laneHeadText } from '../../shared/wire/canonical.ts';
import type { CommandBody, Envelope } from '../../shared/wire/envelope.ts';
import { PROTOCOL, type PushReply } from '../../shared/wire/push.ts';
import { CASE_PIN } from './case-server.ts';

/** One act as a case states it, already in our terms. */
export interface CaseAct {
  readonly id: string;
  readonly kind: string;
  readonly payload: Record<string, unknown>;
  readonly role: string;
  /** Who did it; the cases name their people by role. */
  readonly worker?: string;
  readonly at: EpochMs;
  readonly task?: { readonly item: string };
  readonly override?: { readonly role: string; readonly reason: string };
}

/** A phone with a worker of one role signed in: it asks, and it pushes its own signed lane. */
export interface CasePhone {
  readonly trpc: ReturnType<typeof client>;
  readonly ask: (act: CaseAct) => Promise<AskReply>;
  readonly report: (act: CaseAct) => Promise<PushReply>;
}

export async function signInPhone(
  origin: string,
  role: string,
  { badge, pin } = { badge: `CASE${role}`.toUpperCase(), pin: CASE_PIN },
): Promise<CasePhone> {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicKey = keys.publicKey.export({ format: 'der', type: 'spki' }).toString('base64url');
  const jar = new Map<string, string>();
  const trpc = client(origin, jar);
  const shift = await trpc.access.signIn.mutate({ badge, pin, publicKey, deviceName: role });
  if (!shift.ok) throw new Error(`${role} could not sign in: ${shift.why}`);
  const lane = randomUUID();
  let head = GENESIS;
  let seq = 0;
  const body = (act: CaseAct): CommandBody => bodyOf(act, shift.deviceId, shift.session);
  return {
    trpc,
    ask: (act) => trpc.sync.ask.mutate({ command: body(act), book: false }),
    report: (act) => {
      const command = body(act);
      seq += 1;
      const place = { lane, seq, hash: sha256(canonicalJson(command)) };
      head = sha256(laneHeadText(head, place));
      const envelope: Envelope = { ...command, ...place };
      return trpc.sync.push.mutate({
        protocol: PROTOCOL,
        epoch: null,
        deviceId: shift.deviceId,
        lane,
        acked: null,
        cursor: null,
        build: 'cases',
        commands: [envelope],
        head,
        headSeq: seq,
        sig: sign('sha256', Buffer.from(headSignatureText(lane, seq, head)), {
          key: keys.privateKey,
          dsaEncoding: 'ieee-p1363',
        }).toString('base64url'),
        queue: { depth: 1, oldestWall: act.at, bytes: 0 },
        sent: { wall: act.at, mono: act.at },
      });
    },
  };
}

function bodyOf(act: CaseAct, deviceId: string, session: string): CommandBody {
  return {
    v: 1,
    id: act.id as CommandBody['id'],
    deviceId,
    kind: act.kind,
    kindVersion: 1,
    payload: act.payload,
    ...(act.task && { task: act.task as CommandBody['task'] }),
    ...(act.override && { override: { worker: act.override.role, session, ...act.override } }),
    actor: { worker: act.worker ?? act.role, role: act.role, session },
    clock: { wall: act.at, mono: act.at, boot: 'cases', offset: 0, error: 0 },
    basis: { epoch: '', rev: 0 },
    told: { outcome: 'ok', codes: [] },
    scans: [],
  } as CommandBody;
}

function client(origin: string, jar: Map<string, string>) {
  return createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${origin}/trpc`,
        headers: () => ({ 'x-lotkeeper': '1', origin, cookie: [...jar].map((pair) => pair.join('=')).join('; ') }),
        fetch: async (input, init) => {
          const answer = await fetch(input, init as RequestInit);
          for (const cookie of answer.headers.getSetCookie()) {
            const [name = '', value = ''] = cookie.split(';')[0]?.split('=', 2) ?? [];
            jar.set(name, value);
          }
          return answer;
        },
      }),
    ],
  });
}

/** Posts to one of the routes only the runner's own server has. */
export async function post(url: string, body: unknown): Promise<void> {
  const { origin } = new URL(url);
  const headers = { 'content-type': 'application/json', 'x-lotkeeper': '1', origin };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
