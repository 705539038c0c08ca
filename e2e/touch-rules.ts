import type { Page } from 'playwright-core';

/** What design asks of a screen for gloves at arm's length, CSS pixels. */
const TAPPABLE = 56;
const PRIMARY = 72;
const GAP = 12;
const QUESTION = 28;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Something a finger can aim at. `shown`: the part not scrolled out of sight; `within`: what it lies inside, by place in the list. */
interface Target {
  readonly name: string;
  readonly isPrimary: boolean;
  readonly box: Box;
  readonly shown: Box;
  readonly within: readonly number[];
}

/** Where the screen breaks the rules, one sentence each, naming what a person would tap. */
export async function breachesOn(page: Page): Promise<readonly string[]> {
  const { targets, question } = await page.evaluate(lookAtScreen);
  return [
    ...targets.flatMap(tooSmall),
    ...targets.flatMap((a, n) => targets.slice(n + 1).flatMap((b) => (b.within.includes(n) ? [] : tooNear(a, b)))),
    ...(question < QUESTION ? [`the question is ${question} high`] : []),
  ];
}

function tooSmall({ name, isPrimary, box }: Target): readonly string[] {
  const [width, height] = [rounded(box.right - box.left), rounded(box.bottom - box.top)];
  if (Math.min(width, height) < TAPPABLE) return [`${name} is ${width} × ${height}`];
  return isPrimary && height < PRIMARY ? [`primary ${name} is ${height} high`] : [];
}

function tooNear(a: Target, b: Target): readonly string[] {
  if (isOutOfSight(a.shown) || isOutOfSight(b.shown)) return [];
  const beside = Math.max(a.shown.left - b.shown.right, b.shown.left - a.shown.right);
  const below = Math.max(a.shown.top - b.shown.bottom, b.shown.top - a.shown.bottom);
  const gap = rounded(Math.max(beside, below));
  return gap < GAP ? [`${gap} between ${a.name} and ${b.name}`] : [];
}

function isOutOfSight({ left, top, right, bottom }: Box): boolean {
  return right <= left || bottom <= top;
}

function rounded(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

/** Runs in the page. An open dialog is all that can be tapped. */
function lookAtScreen(): { targets: readonly Target[]; question: number } {
  const root = document.querySelector('dialog[open]') ?? document.body;
  const elements = [
    ...root.querySelectorAll<HTMLElement>('a[href], button:not(:disabled), input, select, textarea, summary, label:has([type=radio])'),
  ].filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.matches('[type=radio]'));

  const edgesOf = (element: Element): Box => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return { left, top, right, bottom };
  };
  const shownPart = (element: HTMLElement): Box => {
    let box = edgesOf(element);
    for (let around = element.parentElement; around; around = around.parentElement) {
      if (getComputedStyle(around).overflow === 'visible') continue;
      const frame = edgesOf(around);
      box = {
        left: Math.max(box.left, frame.left),
        top: Math.max(box.top, frame.top),
        right: Math.min(box.right, frame.right),
        bottom: Math.min(box.bottom, frame.bottom),
      };
    }
    return box;
  };
  const targets = elements.map((element) => ({
    name: `“${element.ariaLabel ?? (element.innerText.trim().replace(/\s+/g, ' ') || element.tagName)}”`,
    isPrimary: element.matches('.button-primary'),
    box: edgesOf(element),
    shown: shownPart(element),
    within: elements.flatMap((other, n) => (other !== element && other.contains(element) ? [n] : [])),
  }));
  const heading = root.querySelector('h1');
  return { targets, question: heading ? Number.parseFloat(getComputedStyle(heading).fontSize) : Number.POSITIVE_INFINITY };
}
