import { fireEvent, render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { NewBadge } from './setup-done.tsx';
import type { SetupAnswers } from './setup-faults.ts';
import { SetupForm, type SetupTrouble } from './setup-form.tsx';

const GOOD = {
  'Site name': 'Gdynia cold store',
  'Site code': 'gdy-1',
  'Time zone': 'Europe/Warsaw',
  'Your name': 'Ada',
  'Your PIN, 6 digits': '284913',
  'The same PIN again': '284913',
};

function fillIn(changes: Partial<typeof GOOD> = {}, trouble: SetupTrouble | null = null) {
  const sent: SetupAnswers[] = [];
  const onCreate = async (answers: SetupAnswers) => {
    sent.push(answers);
    return trouble;
  };
  render(<SetupForm onCreate={onCreate} />);
  for (const [label, value] of Object.entries({ ...GOOD, ...changes }))
    fireEvent.change(screen.getByLabelText(label), { target: { value } });
  fireEvent.click(screen.getByRole('button', { name: 'Create the site' }));
  return sent;
}

it.each([
  ['Site name', ' ', 'Give the site a name.'],
  ['Site code', 'gdy 1', 'without spaces'],
  ['Time zone', 'Mars/Olympus', 'This is not a time zone.'],
  ['Your name', '', 'Write your name.'],
  ['Your PIN, 6 digits', '12', 'The PIN must be 6 digits.'],
  ['Your PIN, 6 digits', '123456', 'too easy to guess'],
  ['The same PIN again', '284931', 'The two PINs are not the same.'],
])('a wrong answer to “%s” (%s) is told at its field, which is made ready to type in', (label, value, told) => {
  const sent = fillIn({ [label]: value });
  expect(sent).toEqual([]);
  const field = screen.getByLabelText(label);
  expect(field).toHaveFocus();
  expect(field).toHaveAccessibleDescription(expect.stringContaining(told));
});

it('a site code in small letters becomes capitals', () => {
  expect(fillIn()).toMatchObject([{ code: 'GDY-1', timeZone: 'Europe/Warsaw', pin: '284913' }]);
});

it('what only the server finds wrong stands at its field too', async () => {
  fillIn({}, { kind: 'field', field: 'timeZone' });
  expect(await screen.findByText(/This is not a time zone/)).toBeVisible();
  expect(screen.getByLabelText('Time zone')).toHaveFocus();
});

it('a server that is gone is told at the button, and nothing typed is lost', async () => {
  fillIn({}, { kind: 'other', title: 'The server cannot be reached', more: 'Is it still running?' });
  expect(await screen.findByRole('alert')).toHaveTextContent('The server cannot be reached');
  expect(screen.getByLabelText('Site name')).toHaveValue('Gdynia cold store');
});

it('the new badge is shown as a code to scan and as letters to type, and can be printed', () => {
  render(<NewBadge badge="ACDEF2" base="https://dock:8080" />);
  expect(screen.getByRole('img', { name: 'Badge ACDEF2 as a code' })).toBeVisible();
  expect(screen.getByText('ACDEF2')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Print' })).toBeVisible();
});
