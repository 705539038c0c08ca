/** The app was killed at this point: nothing after it happens. */
export class Killed extends Error {}
