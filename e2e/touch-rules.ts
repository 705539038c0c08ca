import type { Page } from 'playwright-core';

/** What design asks of a screen for gloves at arm's length, CSS pixels. */
const RULES = { tappable: 56, primary: 72, gap: 12, question: 28 };

/** Where the screen breaks those rules, one sentence each, naming what a person would tap. */
export function breachesOn(page: Page): Promise<readonly string[]> {
  return page.evaluate(measure, RULES);
}

/** Runs in the page. An open dialog is all that can be tapped; what is scrolled out of sight has a size but no neighbours. */
function measure(rules: typeof RULES): readonly string[] {
  const TAPPABLE = 'a[href], button:not(:disabled), input, select, textarea, summary, label:has(input[type=radio], input[type=checkbox])';
  const root = document.querySelector('dialog[open]') ?? document.body;
  const things = [...root.querySelectorAll<HTMLElement>(TAPPABLE)]
    .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.matches('[type=radio], [type=checkbox]'))
    .map((element) => ({ element, name: nameOf(element), box: element.getBoundingClientRect(), shown: shownPart(element) }));
  const question = root.querySelector('h1');

  function nameOf(element: HTMLElement): string {
    return `“${element.getAttribute('aria-label') ?? (element.innerText.trim().replace(/\s+/g, ' ') || element.tagName)}”`;
  }
  function shownPart(element: HTMLElement) {
    let { left, top, right, bottom } = element.getBoundingClientRect();
    for (let around = element.parentElement; around; around = around.parentElement) {
      if (getComputedStyle(around).overflow === 'visible') continue;
      const frame = around.getBoundingClientRect();
      [left, top, right, bottom] = [
        Math.max(left, frame.left),
        Math.max(top, frame.top),
        Math.min(right, frame.right),
        Math.min(bottom, frame.bottom),
      ];
    }
    return { left, top, right, bottom, isEmpty: right <= left || bottom <= top };
  }
  function* breaches() {
    for (const { element, name, box } of things) {
      const [width, height] = [Math.round(box.width * 10) / 10, Math.round(box.height * 10) / 10];
      if (Math.min(width, height) < rules.tappable) yield `${name} is ${width} × ${height}`;
      if (element.matches('.button-primary') && height < rules.primary) yield `primary ${name} is ${height} high`;
    }
    for (const [n, a] of things.entries()) {
      for (const b of things.slice(n + 1)) {
        if (a.element.contains(b.element) || a.shown.isEmpty || b.shown.isEmpty) continue;
        const beside = Math.max(a.shown.left - b.shown.right, b.shown.left - a.shown.right);
        const below = Math.max(a.shown.top - b.shown.bottom, b.shown.top - a.shown.bottom);
        const gap = Math.round(Math.max(beside, below) * 10) / 10;
        if (gap < rules.gap) yield `${gap} between ${a.name} and ${b.name}`;
      }
    }
    const size = question ? Number.parseFloat(getComputedStyle(question).fontSize) : rules.question;
    if (size < rules.question) yield `the question is ${size} high`;
  }
  return [...breaches()];
}
