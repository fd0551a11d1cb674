import type { BrowserContext, Page } from 'playwright-core';
import type { BenchCompany } from './company.ts';
import type { StackProcess } from './stack-process.ts';

/** The inbox stands when its first row does. */
export const FIRST_ROW = '.inbox-rows li[aria-posinset="1"] a';

/** Signs the admin in through the app's own page and waits for the list of the Waiting tab. */
export async function openInbox(
  context: BrowserContext,
  stack: StackProcess,
  { admin }: Pick<BenchCompany, 'admin'>,
): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${stack.urls.app}/sign-in`);
  await page.getByLabel('Email').fill(admin.email);
  await page.getByLabel('Password', { exact: true }).fill(admin.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/\/chat/);
  await showInbox(page, stack);
  return page;
}

/** Loads the inbox afresh, as a member does who comes back in the morning. */
export async function showInbox(page: Page, stack: StackProcess): Promise<void> {
  await page.goto(`${stack.urls.app}/chat/waiting`);
  await page.locator(FIRST_ROW).waitFor();
}

/** Opens a conversation by its row's link and waits for its messages. */
export async function openConversation(page: Page, conversationId: string): Promise<void> {
  await page.locator(`.inbox-rows a[href="/chat/waiting/${conversationId}"]`).click();
  await page.getByRole('log').getByRole('article').first().waitFor();
}

/**
 * Leaves the inbox for another page of the app, so that its listeners end. The server keeps those of a page that is
 * closed or loaded again for a minute, as they could come back, and would go on counting what it sends them.
 */
export async function leaveInbox(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.waitForURL(/\/settings/);
}
