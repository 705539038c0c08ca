/** Whether anyone would guess a PIN of six digits: one digit six times, or six in a row up or down. */
export function isEasyPin(pin: string): boolean {
  return /^(\d)\1{5}$/.test(pin) || '01234567890'.includes(pin) || '09876543210'.includes(pin);
}
