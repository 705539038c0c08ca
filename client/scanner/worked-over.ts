import { type Effort, isLinear, type Sighted } from './decoder.ts';
import type { Picture } from './picture.ts';
import { applyStage } from './stages.ts';

type Read = (picture: Picture, thorough: boolean) => Promise<readonly Sighted[]>;

/**
 * Reads a picture with the effort asked for; corners come back in the given picture's pixels whatever the stage turned it into.
 * Bars are not believed out of a sharpened picture: of 209 label photographs one read there as another number with a valid
 * check digit, and always would.
 */
export async function readWorkedOver(picture: Picture, effort: Effort, read: Read): Promise<readonly Sighted[]> {
  if (effort === 'fast' || effort === 'full') return read(picture, effort === 'full');
  const staged = applyStage(effort, picture);
  const found = await read(staged.picture, true);
  return found
    .filter(({ format }) => effort !== 'sharpen' || !isLinear(format))
    .map((sighted) => ({ ...sighted, corners: sighted.corners.map(staged.toSource) }));
}
