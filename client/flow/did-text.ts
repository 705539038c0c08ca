import { lotNumberOf } from '../../shared/domain/lots/ids.ts';
import type { Command } from '../../shared/domain/movements/command.ts';
import { type Language, say } from '../../shared/words/words.ts';

type Deed = { [K in Command['kind']]: Pick<Extract<Command, { kind: K }>, 'kind' | 'payload'> }[Command['kind']];

/** What a command says was done, in one short sentence. */
export function didText(language: Language, deed: Deed): string {
  switch (deed.kind) {
    case 'receive':
      return say(language, 'did.receive', { lot: deed.payload.lot });
    case 'putaway':
    case 'transfer':
      return say(language, `did.${deed.kind}`, { lot: lotNumberOf(deed.payload.lot), bin: deed.payload.to });
    case 'pick':
      return say(language, 'did.pick', { lot: lotNumberOf(deed.payload.lot), bin: deed.payload.from });
    case 'sighting':
    case 'adjust':
    case 'write-off':
      return say(language, `did.${deed.kind}`, { lot: lotNumberOf(deed.payload.lot), bin: deed.payload.bin });
    case 'dispatch':
    case 'return':
    case 'hold':
    case 'release':
      return say(language, `did.${deed.kind}`, { lot: lotNumberOf(deed.payload.lot) });
    case 'count':
      return say(language, 'did.count', { bin: deed.payload.bin });
    case 'recall':
    case 'close-anomaly':
    case 'void':
      return say(language, `did.${deed.kind}`);
  }
}
