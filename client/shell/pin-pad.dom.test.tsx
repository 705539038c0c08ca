import { act, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { PinPad } from './pin-pad.tsx';

function Pad() {
  const [pin, setPin] = useState('');
  return (
    <>
      <PinPad pin={pin} onPin={setPin} />
      <output>{pin}</output>
    </>
  );
}

describe('a PIN that is typed', () => {
  it('keeps every digit, however fast they come', () => {
    render(<Pad />);
    act(() => {
      for (const key of ['4', '0', '2', 'x', '9', 'Backspace', '9', '1', '7', '8'])
        document.dispatchEvent(new KeyboardEvent('keydown', { key }));
    });
    expect(screen.getByText('402917')).toBeVisible();
  });
});
