import type { ThingName } from '../../shared/domain/engine/effect.ts';
import type { ViewThings } from '../../shared/wire/feed.ts';

/** One thing as this phone's pending reports leave it; null: gone. Found by the names it has and the names it had. */
export interface OverlayRow<T extends ThingName = ThingName> {
  readonly thing: T;
  readonly key: string;
  readonly value: ViewThings[T] | null;
}
