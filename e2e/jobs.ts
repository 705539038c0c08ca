import type { Page } from 'playwright-core';
import type { LabelledLot } from './small-site.ts';
import { asks, wedge } from './wedge.ts';

/** The queue and the settings lie a step or two off the way. */
const MOST_STEPS = 3;
const A_MOMENT = 1000;

/** From wherever the worker is to a job, as a thumb goes there: back until it is offered. */
export async function openJob(page: Page, job: string): Promise<void> {
  const link = page.getByRole('link', { name: job });
  const back = page.getByRole('link', { name: 'Back' });
  const offered = () =>
    link.waitFor({ timeout: A_MOMENT }).then(
      () => true,
      () => false,
    );
  await link.or(back).first().waitFor();
  for (let steps = 0; steps < MOST_STEPS && !(await link.isVisible()); steps++) {
    await back.click();
    if (await offered()) break;
  }
  await link.click();
}

/** A pallet of the lot arrives and stands in DOCK-1. */
export async function receive(page: Page, lot: LabelledLot): Promise<void> {
  await toReceiveConfirm(page, lot);
  await confirm(page);
}

/** As far as the question whose answer is the report. */
export async function toReceiveConfirm(page: Page, lot: LabelledLot): Promise<void> {
  await openJob(page, 'Receive');
  await asks(page, 'Scan the lot label');
  await wedge(page, lot.label);
  await asks(page, 'Scan the bin they stand in');
  await wedge(page, 'DOCK-1');
  await asks(page, 'Receive in DOCK-1');
}

/** All of the lot goes from the dock to `bin`. */
export async function putAway(page: Page, lot: LabelledLot, bin: string): Promise<void> {
  await openJob(page, 'Put away');
  await asks(page, 'Scan a lot or a bin');
  await wedge(page, lot.label);
  await asks(page, 'Scan the bin it goes to');
  await wedge(page, bin);
  await asks(page, `Put in ${bin}`);
  await confirm(page);
}

/** By the printed command sheet, so that gloves stay on; the next question comes once the report is kept. */
export async function confirm(page: Page): Promise<void> {
  const question = page.getByRole('heading', { level: 1 });
  const deed = await question.innerText();
  await wedge(page, 'LK:CONFIRM');
  await question.filter({ hasNotText: deed }).waitFor();
}
