import { isEasyPin, isPin } from '../../shared/domain/access/pin.ts';
import { isPlaceCode } from '../../shared/domain/bins/bin.ts';
import { isTimeZone } from '../../shared/domain/engine/time.ts';

/** In the order they are asked. */
export const SETUP_FIELDS = ['name', 'code', 'timeZone', 'admin', 'pin', 'again'] as const;
export type SetupField = (typeof SETUP_FIELDS)[number];
export type SetupAnswers = Readonly<Record<SetupField, string>>;

/** Names the sentence `setup.wrong.<fault>`. */
export type SetupFault = SetupField | 'pin-easy';
export type SetupFaults = Readonly<Partial<Record<SetupField, SetupFault>>>;

/** What is wrong with each answer before the server is asked; it has the last word. */
export function setupFaults(answers: SetupAnswers): SetupFaults {
  const { name, code, timeZone, admin, pin, again } = answers;
  return {
    ...(name === '' && { name: 'name' }),
    ...(!isPlaceCode(code.toUpperCase()) && { code: 'code' }),
    ...(!isTimeZone(timeZone) && { timeZone: 'timeZone' }),
    ...(admin === '' && { admin: 'admin' }),
    ...pinFault(pin),
    ...(again !== pin && { again: 'again' }),
  };
}

/** The field of this form that the server names, when it is one of them. */
export function setupFieldOf(field: string | null): Exclude<SetupField, 'again'> | null {
  return SERVER_FIELDS.get(field ?? '') ?? null;
}

const SERVER_FIELDS: ReadonlyMap<string, Exclude<SetupField, 'again'>> = new Map([
  ['site.name', 'name'],
  ['site.code', 'code'],
  ['site.timeZone', 'timeZone'],
  ['admin.name', 'admin'],
  ['admin.pin', 'pin'],
]);

function pinFault(pin: string): SetupFaults {
  if (!isPin(pin)) return { pin: 'pin' };
  return isEasyPin(pin) ? { pin: 'pin-easy' } : {};
}
