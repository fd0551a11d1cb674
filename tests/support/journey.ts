import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import type { Stack } from '../../scripts/lib/stack.ts';
import type { PhoneMessageInput } from '../../simulator/src/control.ts';

/** How long a person would wait before thinking that it does not work; generous, because CI machines are slow. */
export const PATIENCE_MS = 15_000;

/** A page that fails the test on errors which nobody sees: uncaught ones and what the content policy blocks. */
export async function openPage(context: BrowserContext, faults: string[]): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && message.text().includes('Content Security Policy'))
      faults.push(message.text());
  });
  return page;
}

export async function signIn(page: Page, stack: Stack, email: string, password: string): Promise<void> {
  await page.goto(`${stack.urls.app}/sign-in`);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('region', { name: 'Conversations' }).waitFor();
}

/** A customer's phone writes; resolves when the company's webhook has answered. */
export async function phoneWrites(stack: Stack, message: PhoneMessageInput): Promise<void> {
  const response = await fetch(`${stack.simulator.url}/control/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(message),
  });
  const answer = (await response.json()) as { webhook?: { status: number } }; // the simulator's own answer
  if (answer.webhook?.status !== 200) throw new Error(`The webhook answered ${JSON.stringify(answer)}`);
}

/** The person opens the chat on the phone: what WhatsApp reports as read. */
export async function phoneReads(stack: Stack, phone: string, company: string): Promise<void> {
  await fetch(`${stack.simulator.url}/control/read`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ phone, company }),
  });
}

/** Keeps a picture of the page under test-results, for people to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = path.resolve('test-results');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}
