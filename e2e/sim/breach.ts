/** Something that must never be the case, was. */
export class Breach extends Error {}

export function breach(why: string): never {
  throw new Breach(why);
}
