import qrcode from 'qrcode-terminal';
import { hostOfHeader, LOOPBACK_HOSTS } from '../trust/host-name.ts';

export interface StartFacts {
  readonly publicOrigin: string;
  /** Where a browser on the same computer finds it, with nothing to trust first; null when that is `publicOrigin`, or nowhere. */
  readonly hereAt: string | null;
  /** The other addresses it answers at. */
  readonly alsoAt: readonly string[];
  /** Where a phone comes to trust this server and what it must see there; null when there is nothing to install. */
  readonly trust: { readonly url: string; readonly fingerprint: string; readonly uncovered: readonly string[] } | null;
  /** Creates the site and its first administrator, once. */
  readonly firstRunLink: string | null;
}

/** Tells the person who started the server what to open, with a code for the first phone to scan. */
export async function printStart(facts: StartFacts): Promise<void> {
  console.log(startLines(facts).join('\n'));
  const link = scannable(facts);
  if (link !== null) console.log(await terminalCode(link));
}

/** What a phone finds this server by; null when only this computer does. */
function scannable({ trust, publicOrigin }: Pick<StartFacts, 'trust' | 'publicOrigin'>): string | null {
  if (trust !== null) return trust.url;
  return LOOPBACK_HOSTS.includes(hostOfHeader(new URL(publicOrigin).host) ?? '') ? null : publicOrigin;
}

export function startLines({ publicOrigin, hereAt, alsoAt, trust, firstRunLink }: StartFacts): readonly string[] {
  const here = (link: string) => (hereAt === null ? link : link.replace(publicOrigin, hereAt));
  const lines = ['', 'Lotkeeper is running.', ''];
  if (hereAt !== null) lines.push(row('On this computer', hereAt));
  lines.push(row(hereAt === null ? 'Open' : 'On the network', publicOrigin), ...alsoAt.map((url) => row('', url)));
  if (trust !== null) lines.push(row('New phone', trust.url), row('Fingerprint', trust.fingerprint));
  if (firstRunLink !== null)
    lines.push('', row('First run', here(firstRunLink)), row('', 'Creates the site and its first administrator. It works once.'));
  if (firstRunLink !== null && hereAt !== null) lines.push(row('', `From another computer: ${firstRunLink}`));
  if (trust !== null && trust.uncovered.length > 0) {
    lines.push('', `Not covered by the certificate phones trust: ${trust.uncovered.join(', ')}.`);
    lines.push('To use such a name, put it in LOTKEEPER_HOSTS. Every phone must then be set up again.');
  }
  if (scannable({ trust, publicOrigin }) === null) return [...lines, ''];
  return [...lines, '', trust === null ? 'Scan to open:' : 'Scan with a new phone:'];
}

function row(label: string, text: string): string {
  return `  ${label.padEnd(16)} ${text}`;
}

function terminalCode(text: string): Promise<string> {
  return new Promise((resolve) => qrcode.generate(text, { small: true }, resolve));
}
