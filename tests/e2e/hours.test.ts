import type { BrowserContext, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { DEMO_ADMIN } from '../../scripts/lib/stack.ts';
import { findAccessibilityFaults } from '../support/accessibility.ts';
import { dismissNotices, picture, signIn } from '../support/journey.ts';
import { useApp } from '../support/use-app.ts';

const CUSTOMER = '+12025550187';
const COMPANY_PHONE = '+14155550100';
const CLOSED_TEXT = 'We are closed now. We answer as soon as we are back.';

/** Never today. */
const CHRISTMAS = `${new Date().getUTCFullYear() + 1}-12-25`;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The date in so many days (0: today), where the demo company is. */
function dateIn(days: number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Mexico_City' }).format(
    Date.now() + days * DAY_MS,
  );
}

/** An admin enters opening hours; a customer writes while they are closed. */
describe('opening hours in the browser', () => {
  const app = useApp();
  let context: BrowserContext;
  let page: Page;
  const card = () => page.getByRole('article', { name: 'Front desk' });

  beforeAll(async () => {
    context = await app.newContext();
    page = await app.newPage(context);
    await signIn(page, app.stack, DEMO_ADMIN, app.stack.installation.demoPassword);
    await page.goto(`${app.stack.urls.app}/settings/hours`);
  });

  test('the demo company has hours, and nothing of them was loaded for the inbox', async () => {
    await page.getByRole('article', { name: 'Shop' }).getByText('9:00 AM – 8:00 PM').first().waitFor();
    const inbox = await app.newPage(context);
    const scripts: string[] = [];
    inbox.on('response', (response) => scripts.push(response.url()));
    await inbox.goto(`${app.stack.urls.app}/chat`);
    await inbox.getByRole('region', { name: 'Conversations' }).getByRole('link').first().waitFor();
    expect(scripts.filter((url) => /hours|temporal/.test(url))).toEqual([]);
    await inbox.close();
  });

  test('an admin makes hours with a night and holidays', async () => {
    await page.getByRole('button', { name: 'New hours' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).first().fill('Front desk');
    await dialog.getByRole('combobox', { name: 'Time zone' }).click();
    await dialog.getByRole('combobox', { name: 'Time zone' }).fill('mexico');
    await page.getByRole('option', { name: 'America/Mexico City' }).click();

    const friday = dialog.getByRole('group', { name: 'Friday' });
    await friday.getByRole('button', { name: 'Add hours on Friday' }).click();
    await friday.getByLabel('Friday: opens at').nth(1).fill('17:00');
    await friday.getByText('These hours overlap others').first().waitFor();
    expect(await dialog.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
    await friday.getByLabel('Friday: opens at').nth(1).fill('20:00');
    await friday.getByLabel('Friday: closes at').nth(1).fill('02:00');
    await friday.getByText('Closes at 2:00 AM the next day').waitFor();
    await friday.getByRole('button', { name: 'Copy to other days: Friday' }).click();
    await page.getByRole('menuitem', { name: 'Saturday only' }).click();

    // Closed now, whenever this runs: yesterday's hours may end today.
    for (const [date, name] of [
      [CHRISTMAS, 'Christmas'],
      [dateIn(-1), 'Repairs'],
      [dateIn(0), 'Stocktaking'],
    ] as const) {
      await dialog.getByRole('button', { name: 'Add a date' }).click();
      const row = dialog.getByRole('group', { name: 'this date' });
      await row.getByLabel('Name').fill(name);
      await dialog.getByRole('group', { name }).getByRole('textbox', { name: 'Date' }).fill(date);
    }
    await picture(page, 'hours-dialog');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await card().waitFor();
    await card().getByText('Closed now').waitFor();
    expect(await card().getByText('8:00 PM – 2:00 AM the next day').count()).toBe(2);
  });

  test('the preview says what happens on 25 December at 14:00', async () => {
    const preview = page.getByRole('region', { name: 'What happens on' });
    await preview.getByLabel('Hours').selectOption({ label: 'Front desk' });
    await preview.getByLabel('Date').fill(CHRISTMAS);
    await preview.getByLabel('Time').fill('14:00');
    await preview.getByText(/December 25, \d{4} at 2:00 PM: closed \(Christmas\)\. Opens .+\./).waitFor();
  });

  test('a channel gets hours and a message, a queue a way out', async () => {
    await page.getByRole('button', { name: 'Edit hours of Channel SMS' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Opening hours').selectOption({ label: 'Front desk' });
    await dialog.getByLabel('Message when closed').fill(CLOSED_TEXT);
    await dialog.getByText(`${CLOSED_TEXT.length} of 1000 characters`).waitFor();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Front desk · Tells customers when closed').waitFor();

    await page.getByRole('button', { name: 'Edit hours of Queue Support' }).click();
    await dialog.getByLabel('Opening hours').selectOption({ label: 'Front desk' });
    await dialog.getByLabel('New conversations when closed').selectOption({ label: 'Returns' });
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('When closed: Returns').waitFor();
    await page.getByText(`Customers on SMS are told once: “${CLOSED_TEXT}”`).waitFor();
    await page.getByText('New conversations of Support go to Returns.').waitFor();

    await page.getByRole('button', { name: 'Edit hours of Queue Returns' }).click();
    await dialog.getByLabel('New conversations when closed').selectOption({ label: 'Support' });
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('would send back here').waitFor();
    await page.keyboard.press('Escape');
    await page
      .getByRole('dialog', { name: 'Leave without saving?' })
      .getByRole('button', { name: 'Leave' })
      .click();
    await dialog.waitFor({ state: 'detached' });
    await card().scrollIntoViewIfNeeded();
    await page.evaluate('document.activeElement.blur()');
    await dismissNotices(page);
    await picture(page, 'hours');
  });

  test('hours that count for somebody are not deleted', async () => {
    await page.getByRole('button', { name: 'Delete Front desk' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Front desk still counts for somebody').waitFor();
    await card().waitFor();
  });

  test.each(['light', 'dark'] as const)(
    'the page has no fault that axe finds, in %s',
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      expect(await findAccessibilityFaults(page)).toEqual([]);
      await picture(page, `hours-${colorScheme}`);
      await page.getByRole('button', { name: 'Edit Front desk' }).click();
      await page.getByRole('dialog').getByRole('group', { name: 'Friday' }).waitFor();
      expect(await findAccessibilityFaults(page)).toEqual([]);
      await picture(page, `hours-dialog-${colorScheme}`);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.emulateMedia({ colorScheme: 'light' });
    },
  );

  test('a phone shows all of it without scrolling sideways', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    const overflow = () =>
      page.evaluate<boolean>(
        `[document.documentElement, ...document.querySelectorAll('.section-body, section[role=dialog], .mantine-Modal-content')]
          .some((element) => element.scrollWidth > element.clientWidth + 1)`,
      );
    expect(await overflow()).toBe(false);
    await picture(page, 'hours-phone');
    await page.getByRole('button', { name: 'Edit Front desk' }).click();
    await page.getByRole('dialog').getByRole('group', { name: 'Friday' }).waitFor();
    expect(await overflow()).toBe(false);
    await page.getByRole('dialog').getByRole('group', { name: 'Friday' }).scrollIntoViewIfNeeded();
    await picture(page, 'hours-dialog-phone');
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 1400, height: 900 });
  });

  test('a customer who writes twice while it is closed is told once', async () => {
    const phone = await app.newPage();
    const query = new URLSearchParams({ phone: CUSTOMER, channel: 'sms', company: COMPANY_PHONE });
    await phone.goto(`${app.stack.simulator.url}/?${query.toString()}`);
    const log = phone.getByRole('log', { name: 'Messages' });
    for (const text of ['Hello, are you there?', 'Hello again']) {
      await phone.getByRole('textbox', { name: 'Message' }).fill(text);
      await phone.getByRole('button', { name: 'Send', exact: true }).click();
      await log.getByText(text).waitFor();
      await log.getByText(CLOSED_TEXT).first().waitFor();
    }
    await picture(phone, 'hours-told');
    await page.goto(`${app.stack.urls.app}/chat/waiting`);
    await page.getByRole('region', { name: 'Conversations' }).getByText(CUSTOMER).first().click();
    const conversation = page.getByRole('log', { name: 'Messages' });
    await conversation.getByText('Hello again').waitFor();
    expect(await conversation.getByText(CLOSED_TEXT).count()).toBe(1);
    expect(await log.getByText(CLOSED_TEXT).count()).toBe(1);
    await page.getByRole('button', { name: 'Accept', exact: true }).waitFor(); // it still waits
  });
});
