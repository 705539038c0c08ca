import { gtinOf, lotNumberOf } from '../../shared/domain/lots/ids.ts';
import { itemsOf } from '../local/questions.ts';
import { useLocal } from '../local/use-local.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useWords } from '../ui/words.tsx';
import type { Ears } from './use-ears.ts';

/** Several items use the lot number that was typed: which one is it? */
export function WhichLot({ ears: { choice, onLot, onNoLot } }: { ears: Ears }) {
  const words = useWords();
  const items = useLocal(itemsOf, []);
  return (
    <Dialog open={choice !== null} title={words.say('scan.which-item')} onClose={onNoLot}>
      {choice?.lots.map((lot) => (
        <Button key={lot} wide size="big" onClick={() => onLot(lot)}>
          {items?.find((item) => item.gtin === gtinOf(lot))?.name ?? gtinOf(lot)} · {lotNumberOf(lot)}
        </Button>
      ))}
    </Dialog>
  );
}
