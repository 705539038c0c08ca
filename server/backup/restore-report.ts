import type { Restored } from './restore.ts';

/** Tells whoever restored what was done, what comes back by itself, and what does not. */
export function restoreLines(restored: Restored, dataDir: string): readonly string[] {
  const { backup, before, aside, brought } = restored;
  const between = before === null ? null : Math.max(0, before.rev - backup.rev);
  return [
    `Restored ${dataDir}: it holds everything up to rev ${backup.rev} again.`,
    ...(aside === null ? [] : [`What was here is set aside, nothing is deleted: ${aside}`]),
    ...(aside !== null && before === null ? ['It could not be read, so what it held beyond the backup cannot be said.'] : []),
    ...(between === null ? [] : [`Between the backup and it ${between === 1 ? 'lies 1 rev' : `lie ${between} revs`}.`]),
    ...(brought.length === 0 ? [] : [`Brought back from beside the backup: ${brought.join(', ')}.`]),
    '',
    'What happens when the server starts:',
    '- Phones notice by themselves and hand over again what they kept. Nothing has to be scanned again.',
    '- Decisions of supervisors come back the same way, from the browsers they were made in: open those once.',
    '- Phones enrolled since the backup are known again; revoked ones stay revoked.',
    '- Everybody signs in again.',
    '',
    'What does not come back by itself: workers, PINs, badges, bins and items as they were changed since the backup.',
    ...peopleLines(restored),
    'Import them again. Until then reports by workers who are not known are recorded, and flagged.',
  ];
}

function peopleLines({ backup, before }: Restored): readonly string[] {
  if (before === null) return [];
  const restored = new Map(backup.people.map((each) => [each.id, each]));
  const missing = before.people.filter(({ id }) => !restored.has(id));
  const back = before.people.filter(({ id, active }) => active === 0 && restored.get(id)?.active === 1);
  return [
    ...(missing.length === 0 ? [] : [`- Not known any more: ${missing.map(({ name }) => name).join(', ')}.`]),
    ...(back.length === 0 ? [] : [`- CAN SIGN IN AGAIN though they were stopped since: ${back.map(({ name }) => name).join(', ')}.`]),
  ];
}
