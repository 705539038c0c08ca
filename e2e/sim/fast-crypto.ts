import { hash } from 'node:crypto';

/** SHA-256 as the phone's queue asks for it. */
export async function sha256(text: string): Promise<string> {
  return hash('sha256', text, 'hex');
}

/** Stands in for the device's signature, in plain: nobody here forges one, so it need only say what was signed by whom. */
export function signText(device: string, text: string): string {
  return `${device} signs ${text}`;
}

export function isSignedBy(device: string, text: string, sig: string): boolean {
  return signText(device, text) === sig;
}
