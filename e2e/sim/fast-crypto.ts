import { hash } from 'node:crypto';

/** SHA-256 as the phone's queue asks for it. */
export async function sha256(text: string): Promise<string> {
  return hash('sha256', text, 'hex');
}

/** Stands in for the device's signature: only who knows the phone's secret could have made it. */
export function signText(device: string, text: string): string {
  return hash('sha1', `secret of ${device}|${text}`, 'hex');
}

export function isSignedBy(device: string, text: string, sig: string): boolean {
  return signText(device, text) === sig;
}
