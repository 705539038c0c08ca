/** The protocol a phone speaks. Kept apart from the schemas: the phone's bundle carries no schema library. */
export const PROTOCOL = 1;

/** The current version of every kind's payload; older ones are up-cast before they are judged. */
export const KIND_VERSION = 1;
