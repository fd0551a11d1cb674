import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { Stack } from '../../scripts/lib/stack.ts';

/** How long a person would wait before thinking that it does not work; generous, because CI machines are slow. */
export const PATIENCE_MS = 15_000;

export async function signIn(page: Page, stack: Stack, email: string, password: string): Promise<void> {
  await page.goto(`${stack.urls.app}/sign-in`);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('region', { name: 'Conversations' }).waitFor();
}

/** Takes notices off the page, so that no picture shows them. */
export async function dismissNotices(page: Page): Promise<void> {
  await page.evaluate(
    `for (const button of document.querySelectorAll('.mantine-Notifications-root button'))
      if (button.textContent === 'Dismiss') button.click()`,
  );
  await page
    .locator('.mantine-Notifications-root')
    .getByText('Dismiss')
    .first()
    .waitFor({ state: 'detached' });
}

/** Resolves once the page has handed in a document with this text, of what it does after the call: a reload loses none then. */
export async function handedIn(page: Page, text: string): Promise<void> {
  await page.waitForResponse(
    (response) =>
      response.url().includes('/Write/channel') && response.request().postData()?.includes(text) === true,
  );
}

/** Keeps a picture of the page under test-results (or where COLIBRI_PICTURES says), for people to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = path.resolve(process.env['COLIBRI_PICTURES'] ?? 'test-results');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}
