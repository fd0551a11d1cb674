import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { BUDGETS } from '../../bench/lib/budgets.ts';
import { DEMO_ADMIN, DEMO_AGENT } from '../../scripts/lib/stack.ts';
import { findAccessibilityFaults } from '../support/accessibility.ts';
import { picture, signIn } from '../support/journey.ts';
import { readSettledMeter, resetMeter, sum } from '../support/meter.ts';
import { useApp } from '../support/use-app.ts';

/** What a person sees who runs `npm start` for the first time. */
describe('the demo company in the browser', () => {
  const app = useApp({ schedules: 'by-name' }); // no minute that turns is in a bill
  let page: Page;

  beforeAll(async () => {
    page = await app.newPage();
    await signIn(page, app.stack, DEMO_AGENT, app.stack.installation.demoPassword);
  });

  test('the first thirty rows cost thirty reads and at most nine around them', async () => {
    await page.getByRole('tab', { name: 'Closed' }).click();
    await page.getByRole('tab', { name: 'Closed', selected: true }).waitFor();
    await page.getByRole('region', { name: 'Conversations' }).getByRole('link').nth(5).waitFor();
    // What the tab before asked for must not be counted with what follows.
    await readSettledMeter(app.stack);
    await resetMeter(app.stack);
    await page.reload();
    await page.getByRole('region', { name: 'Conversations' }).getByRole('link').nth(5).waitFor();
    const rows = await readSettledMeter(app.stack);
    const conversations = sum(rows, 'read', 'companies/*/conversations/*');
    expect(conversations).toBeGreaterThanOrEqual(30);
    expect(sum(rows, 'read')).toBeLessThanOrEqual(BUDGETS.inbox.atMost.reads);
    expect(sum(rows, 'write')).toBeLessThanOrEqual(1);
  });

  test('a picture of the inbox for the README', async () => {
    await page.getByRole('tab', { name: 'Mine' }).click();
    await page.getByRole('tab', { name: 'Mine', selected: true }).waitFor();
    await page.getByRole('region', { name: 'Conversations' }).getByRole('link').first().click();
    await page.getByRole('log', { name: 'Messages' }).waitFor();
    await expect
      .poll(() => page.evaluate('[...document.images].every((image) => image.complete)'))
      .toBe(true);
    await picture(page, 'inbox');
    await page.emulateMedia({ colorScheme: 'dark' });
    await picture(page, 'inbox-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 390, height: 844 });
    await picture(page, 'inbox-phone');
    await page.setViewportSize({ width: 1400, height: 900 });
  });

  test('a search that is typed quickly on a slow device loses no letter', async () => {
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 6 });
    const search = page.getByRole('searchbox');
    await search.focus();
    await page.keyboard.type('the quick brown fox jumps', { delay: 20 });
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toMatch(/jumps$/);
    expect(await search.inputValue()).toBe('the quick brown fox jumps');
    expect(new URL(page.url()).searchParams.get('q')).toBe('the quick brown fox jumps');
    await page.keyboard.press('Escape');
    await expect.poll(() => search.inputValue()).toBe('');
    await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    await page.getByRole('tab', { name: 'Mine', selected: true }).waitFor();
  });

  test('an answer to a customer of the demo arrives', async () => {
    await page.getByRole('textbox', { name: 'Message', exact: true }).fill('Thank you, have a good day!');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    const log = page.getByRole('log', { name: 'Messages' });
    await log.getByRole('article').filter({ hasText: 'have a good day!' }).getByLabel('Delivered').waitFor();
  });

  test.each(['light', 'dark'] as const)(
    'the inbox has no fault that axe finds, in %s',
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      expect(await findAccessibilityFaults(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'light' });
    },
  );

  test('search finds clients by name and by the end of a number, and their conversations', async () => {
    const name = await page
      .getByRole('region', { name: 'Conversations' })
      .getByRole('link')
      .first()
      .innerText();
    const word = name.split(/\s/).find((part) => /^[A-Za-z]{4,}$/.test(part)) ?? 'ana';
    await page.getByLabel('Search by name or number').fill(word.slice(0, 4));
    await page
      .getByRole('heading', { name: 'Clients' })
      .or(page.getByText('Clients', { exact: true }))
      .first()
      .waitFor();
    await page.getByText('Conversations', { exact: true }).last().waitFor();
    await picture(page, 'search');
    await page.getByRole('button', { name: 'Clear search' }).click();
  });

  test('an agent finds no settings', async () => {
    expect(await page.getByRole('link', { name: 'Settings' }).count()).toBe(0);
    await page.goto(`${app.stack.urls.app}/settings/channels`);
    await page.getByText('not for your role').waitFor();
  });

  test('the admin sees the connected channels', async () => {
    const admin = await app.newPage();
    await signIn(admin, app.stack, DEMO_ADMIN, app.stack.installation.demoPassword);
    await admin.goto(`${app.stack.urls.app}/settings/channels`);
    await expect.poll(() => admin.getByRole('article').count()).toBe(2);
    await admin.context().close();
  });
});
