import type { LotPage } from '../desk/answers.ts';
import { useTelling } from '../desk/use-telling.ts';
import { Code } from '../ui/code.tsx';
import { FactList } from '../ui/fact-list.tsx';
import { Panel } from '../ui/panel.tsx';
import { useWords } from '../ui/words.tsx';

/** What is on record of the lot besides its goods. What nobody ever said is left out. */
export function LotRecord({ page: { lot, item, pallets } }: { page: LotPage }) {
  const words = useWords();
  const telling = useTelling();
  const facts = [
    [words.say('lot-page.gtin'), <Code key="gtin" text={lot.gtin} />],
    [words.say('lot-page.sku'), item?.sku],
    [words.say('lot-page.produced'), lot.producedOn && telling.day(lot.producedOn)],
    [words.say('lot-page.first-received'), lot.firstReceivedAt !== null && telling.time(lot.firstReceivedAt)],
    [words.say('lot-page.supplier'), lot.supplier],
    [words.say('lot-page.origin'), lot.origin],
    [words.say('lot-page.reference'), lot.reference],
    [words.say('lot-page.pallets'), pallets.length > 0 && <PalletCodes key="pallets" codes={pallets} />],
  ] as const;
  return (
    <Panel title={words.say('lot-page.record')}>
      <FactList className="record" facts={facts} />
    </Panel>
  );
}

function PalletCodes({ codes }: { codes: readonly string[] }) {
  return (
    <span className="bins">
      {codes.map((code) => (
        <Code key={code} text={code} />
      ))}
    </span>
  );
}
