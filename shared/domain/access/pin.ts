/** Digits a worker types at sign-in. */
export const PIN_LENGTH = 6;

/** Whether a text is a PIN at all: six digits and nothing else. */
export function isPin(text: string): boolean {
  return text.length === PIN_LENGTH && /^\d+$/.test(text);
}

/** Whether anyone would guess a PIN of six digits: one digit six times, or six in a row up or down. */
export function isEasyPin(pin: string): boolean {
  return /^(\d)\1{5}$/.test(pin) || '01234567890'.includes(pin) || '09876543210'.includes(pin);
}
