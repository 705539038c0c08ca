import { admin } from './admin.ts';
import { adminDesk } from './admin-desk.ts';
import { anomalies } from './anomalies.ts';
import { dock } from './dock.ts';
import { floor } from './floor.ts';
import { phones } from './phones.ts';
import { refusals } from './refusals.ts';
import { scanner } from './scanner.ts';
import { shell } from './shell.ts';
import { supervisor } from './supervisor.ts';

/** All the app says in English. Its keys and placeholders are those every other language must have. */
export const en = {
  ...shell,
  ...floor,
  ...dock,
  ...scanner,
  ...refusals,
  ...anomalies,
  ...supervisor,
  ...phones,
  ...admin,
  ...adminDesk,
} as const;
