import { useState } from 'react';
import type { Item } from '../../shared/domain/lots/item.ts';
import { quantityFromText } from '../../shared/domain/lots/quantity.ts';
import { numberText, quantityText } from '../../shared/words/explain.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Keypad } from '../ui/keypad.tsx';
import { Stepper } from '../ui/stepper.tsx';
import { useWords } from '../ui/words.tsx';

interface QuantityPanelProps {
  quantity: number;
  item: Item | null;
  /** One tap more or less, steps. */
  tap: number;
  /** All there is, where the phone knows. */
  there: number | null;
  typing: boolean;
  onTyping: (typing: boolean) => void;
  onChange: (quantity: number) => void;
}

/** How much: a tap at a time, all of it, or typed. */
export function QuantityPanel({ quantity, item, tap, there, typing, onTyping, onChange }: QuantityPanelProps) {
  const words = useWords();
  return (
    <section className="quantity">
      <Stepper
        text={numberText(quantity, item)}
        unit={item?.unit ?? ''}
        onLess={() => onChange(Math.max(tap, quantity - tap))}
        onMore={() => onChange(quantity + tap)}
      />
      <div className="pair">
        {there !== null && there !== quantity && (
          <Button onClick={() => onChange(there)}>{words.say('do.all', { quantity: quantityText(there, item) })}</Button>
        )}
        <Button icon="keypad" onClick={() => onTyping(true)}>
          {words.say('input.keypad')}
        </Button>
      </div>
      <Dialog open={typing} title={words.say('ask.quantity')} onClose={() => onTyping(false)}>
        <TypedQuantity
          item={item}
          onQuantity={(typed) => {
            onChange(typed);
            onTyping(false);
          }}
        />
      </Dialog>
    </section>
  );
}

function TypedQuantity({ item, onQuantity }: { item: Item | null; onQuantity: (quantity: number) => void }) {
  const words = useWords();
  const [text, setText] = useState('');
  const decimals = item?.decimals ?? 0;
  const quantity = quantityFromText(text, decimals);
  return (
    <>
      <output className="stepper-value">
        {text || '0'}
        <small>{item?.unit}</small>
      </output>
      <Keypad layout={decimals > 0 ? 'decimal' : 'digits'} value={text} most={10} onChange={setText} />
      <Button tone="primary" size="big" wide disabled={!quantity} onClick={() => quantity && onQuantity(quantity)}>
        {quantity ? quantityText(quantity, item) : words.say('do.type-quantity')}
      </Button>
    </>
  );
}
