import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DEMO_ADMIN } from '../../scripts/lib/stack.ts';
import { findAccessibilityFaults } from '../support/accessibility.ts';
import { picture, signIn } from '../support/journey.ts';
import { useApp } from '../support/use-app.ts';

const TEXT = 'Ola';

/** What somebody typed is not lost unasked, wherever the app has a dialog or a form of the settings. */
describe('unsaved text', () => {
  const app = useApp();
  let page: Page;

  beforeAll(async () => {
    page = await app.newPage();
    await signIn(page, app.stack, DEMO_ADMIN, app.stack.installation.demoPassword);
  });

  const question = () => page.getByRole('dialog', { name: 'Leave without saving?' });
  const stay = async () => {
    await question().getByRole('button', { name: 'Keep editing' }).click();
    await question().waitFor({ state: 'detached' });
  };
  const go = (address: string) => page.goto(`${app.stack.urls.app}${address}`);

  describe('in a dialog', () => {
    const dialog = () => page.getByRole('dialog', { name: 'Invite somebody' });
    const field = () => dialog().getByLabel('Name', { exact: true });
    const open = () => page.getByRole('button', { name: 'Invite', exact: true }).click();

    beforeEach(async () => {
      await go('/settings/queues');
      await page.getByRole('link', { name: 'People', exact: true }).click();
      await page.getByRole('listitem').filter({ hasText: 'You' }).first().waitFor();
      await open();
      await field().waitFor();
    });

    test.each([
      ['Escape', () => page.keyboard.press('Escape')],
      ['its X', () => dialog().getByRole('button', { name: 'Dismiss' }).click()],
      ['Cancel', () => dialog().getByRole('button', { name: 'Cancel' }).click()],
      ['a click beside it', () => page.mouse.click(8, 450)],
      ['Back', () => page.evaluate('history.back()')],
    ])('%s asks, staying keeps the text and leaving goes', async (_name, close) => {
      await field().fill(TEXT);
      await close();
      await question().waitFor();
      expect(await findAccessibilityFaults(page)).toEqual([]);
      // Escape answers the question, not the dialog behind it.
      await page.keyboard.press('Escape');
      await question().waitFor({ state: 'detached' });
      expect(await field().inputValue()).toBe(TEXT);
      await expect
        .poll(() => page.evaluate(`document.activeElement?.closest('[role=dialog]') !== null`))
        .toBe(true);
      await close();
      await question().getByRole('button', { name: 'Leave' }).click();
      await dialog().waitFor({ state: 'detached' });
      await question().waitFor({ state: 'detached' });
    });

    test('nothing is asked when nothing changed, or when it was taken back', async () => {
      await page.keyboard.press('Escape');
      await dialog().waitFor({ state: 'detached' });
      await open();
      await field().fill(TEXT);
      await field().fill('');
      await dialog().getByRole('button', { name: 'Cancel' }).click();
      await dialog().waitFor({ state: 'detached' });
      expect(await question().count()).toBe(0);
    });

    test('closing the tab asks', async () => {
      await field().fill(TEXT);
      const [asked] = await Promise.all([
        page.waitForEvent('dialog'),
        page.evaluate('setTimeout(() => location.reload())'),
      ]);
      expect(asked.type()).toBe('beforeunload');
      await asked.dismiss();
      expect(await field().inputValue()).toBe(TEXT);
      await picture(page, 'unsaved-dialog');
    });

    test('what is saved is not asked about', async () => {
      await field().fill(TEXT);
      await dialog().getByLabel('Email', { exact: true }).fill('ola@example.test');
      await dialog().getByRole('button', { name: 'Send invitation' }).click();
      await dialog().waitFor({ state: 'detached' });
      await page.getByRole('link', { name: 'Tags', exact: true }).click();
      await page.getByRole('button', { name: 'New tag' }).waitFor();
    });
  });

  test.each([
    ['/settings/queues', 'New queue', 'Name'],
    ['/settings/tags', 'New tag', 'Name'],
    ['/settings/channels', 'Connect channel', 'Name'],
    ['/settings/hours', 'New hours', 'Name'],
    ['/announcements', 'New announcement', 'Title'],
    ['/chatbot/assistants', 'New assistant', 'Name'],
    ['/chat', 'New conversation', 'Phone number'],
  ])('so does the dialog of %s: %s', async (address, opener, label) => {
    await go(address);
    await page.getByRole('button', { name: opener }).click();
    await page.getByRole('dialog').getByLabel(label, { exact: true }).first().fill(TEXT);
    await page.keyboard.press('Escape');
    await question().waitFor();
    await question().getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('dialog').first().waitFor({ state: 'detached' });
  });

  test.each([
    ['/settings/company', 'Name'],
    ['/settings/mail', 'Server'],
    ['/profile/me', 'Name'],
    ['/profile/security', 'Current password'],
    ['/chatbot/keys', 'Key of Google Gemini'],
  ])('a link away from the form of %s asks', async (address, label) => {
    await go(address);
    if (address === '/chatbot/keys') await page.getByRole('button', { name: 'Replace' }).first().click();
    if (address === '/settings/mail') await page.getByLabel('a server of our own').check();
    await page.getByLabel(label, { exact: true }).fill(TEXT);
    await page.getByRole('link', { name: 'Chat', exact: true }).click();
    await question().waitFor();
    await stay();
    expect(await page.getByLabel(label, { exact: true }).inputValue()).toBe(TEXT);
    expect(page.url()).toContain(address);
    await page.getByRole('link', { name: 'Chat', exact: true }).click();
    await question().getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('region', { name: 'Conversations' }).waitFor();
  });

  test('what is typed about a client stays while looking elsewhere, and a sign-out asks', async () => {
    await go('/chat/open');
    const row = (position: number) =>
      page.getByRole('region', { name: 'Conversations' }).getByRole('link').nth(position);
    const panel = page.getByRole('complementary', { name: 'Client' });
    const client = panel.getByRole('heading', { level: 2 });
    const notes = panel.getByRole('textbox', { name: 'Notes' });
    await row(0).click();
    const first = await client.innerText();
    await notes.fill(TEXT);
    await panel.getByRole('button', { name: 'Edit name' }).click();
    await panel.getByRole('textbox', { name: 'Name' }).fill(`${first} ${TEXT}`);
    await row(1).click();
    await expect.poll(() => client.innerText()).not.toBe(first);
    expect(await notes.inputValue()).not.toBe(TEXT);
    await row(0).click();
    await expect.poll(() => notes.inputValue()).toBe(TEXT);
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await question().waitFor();
    await stay();
    await panel.getByRole('textbox', { name: 'Name' }).press('Enter');
    await expect.poll(() => client.innerText()).toBe(`${first} ${TEXT}`);
    await panel.getByRole('button', { name: 'Cancel' }).click();
    await panel.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('region', { name: 'Conversations' }).waitFor();
  });

  test('a form that has been saved asks no more, and one that has not asks before a sign-out', async () => {
    await go('/settings/company');
    const name = page.getByLabel('Name', { exact: true });
    await name.fill('Colibrí Boots');
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await question().waitFor();
    await picture(page, 'unsaved-sign-out');
    await stay();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved').first().waitFor();
    await page.getByRole('link', { name: 'Tags', exact: true }).click();
    await page.getByRole('button', { name: 'New tag' }).waitFor();
    await page.getByRole('link', { name: 'Company', exact: true }).click();
    await name.fill('Colibrí Sandals');
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await question().getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });
});
