import type { Page, Route } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { DEMO_ADMIN } from '../../scripts/lib/stack.ts';
import { findAccessibilityFaults } from '../support/accessibility.ts';
import { picture, signIn } from '../support/journey.ts';
import { useApp } from '../support/use-app.ts';

const UPLOADS = '**/v0/b/**';

/** What was begun on a page of the ChatBot goes on, and can be taken back, after the page was left. */
describe('leaving a page of the ChatBot', () => {
  const app = useApp({ aiMode: 'knowledge' });
  let page: Page;

  const go = (address: string) => page.goto(`${app.stack.urls.app}${address}`);
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const link = (name: string) => page.getByRole('link', { name, exact: true });
  const reloadAsks = async () => {
    const [asked] = await Promise.all([
      page.waitForEvent('dialog'),
      page.evaluate('setTimeout(() => location.reload())'),
    ]);
    expect(asked.type()).toBe('beforeunload');
    await asked.dismiss();
  };

  beforeAll(async () => {
    page = await app.newPage();
    await signIn(page, app.stack, DEMO_ADMIN, app.stack.installation.demoPassword);
  });

  describe('during an upload', () => {
    const document = () => page.locator('.chatbot-knowledge').getByText('parking.txt');
    const upload = () => page.locator('.chatbot-uploads').getByText('parking.txt');
    const question = () => page.getByRole('dialog', { name: 'Leave during the upload?' });

    /** Chooses a file whose first byte does not arrive before the returned function lets it. */
    const choose = async () => {
      const held: Route[] = [];
      let endEach: ((route: Route) => Promise<void>) | null = null;
      await page.unroute(UPLOADS);
      await page.route(UPLOADS, async (route) => {
        if (endEach === null) held.push(route);
        else await endEach(route);
      });
      await page.locator('input[type=file]').setInputFiles({
        name: 'parking.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from('Parking is free on Sundays.'),
      });
      await upload().waitFor();
      await expect.poll(() => held.length).toBe(1);
      return async (end: (route: Route) => Promise<void>) => {
        endEach = end;
        await Promise.all(held.map(end));
      };
    };

    beforeAll(async () => {
      await go('/chatbot/assistants');
      await link('Clara').click();
      await link('Knowledge').click();
      await button('Upload files').waitFor();
    });

    test('it goes on, is shown again, and a reload and a sign-out ask', async () => {
      const release = await choose();
      await link('Settings').last().click();
      await upload().waitFor({ state: 'detached' });
      await link('Chat').click();
      await page.getByRole('region', { name: 'Conversations' }).waitFor();
      expect(await question().count()).toBe(0);
      await reloadAsks();
      await button('Account').click();
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
      await question().waitFor();
      expect(await findAccessibilityFaults(page)).toEqual([]);
      await picture(page, 'upload-sign-out');
      await question().getByRole('button', { name: 'Stay' }).click();
      await question().waitFor({ state: 'detached' });
      await link('ChatBot').click();
      await link('Assistants').click();
      await link('Clara').click();
      await link('Knowledge').click();
      await upload().waitFor();
      await release((route) => route.continue());
      await document().waitFor();
      await upload().waitFor({ state: 'detached' });
    });

    test('it is cancelled from another visit of the page', async () => {
      const release = await choose();
      await link('Try it').click();
      await link('Knowledge').click();
      await page.locator('.chatbot-uploads').getByRole('button', { name: 'Cancel' }).click();
      await upload().waitFor({ state: 'detached' });
      await release((route) => route.abort());
      await page.reload();
      await document().waitFor();
      expect(await document().count()).toBe(1);
    });

    test('a failure is told wherever the member is', async () => {
      const release = await choose();
      await link('Try it').click();
      await upload().waitFor({ state: 'detached' });
      await release((route) => route.fulfill({ status: 403, json: { error: { code: 403 } } }));
      await page.getByText('parking.txt was not uploaded.').waitFor();
      await link('Knowledge').click();
      await page.locator('.chatbot-uploads').getByRole('alert').waitFor();
      await page.locator('.chatbot-uploads').getByRole('button', { name: 'Dismiss' }).click();
      await upload().waitFor({ state: 'detached' });
    });

    test('a sign-out stops it, and who signs in again is told', async () => {
      const release = await choose();
      await button('Account').click();
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
      await question().getByRole('button', { name: 'Leave' }).click();
      await page.getByLabel('Email').fill(DEMO_ADMIN);
      await page.getByLabel('Password', { exact: true }).fill(app.stack.installation.demoPassword);
      await button('Sign in').click();
      await upload().waitFor();
      await page.getByText('The upload was stopped.').waitFor();
      await release((route) => route.abort());
    });
  });

  describe('by the keyboard', () => {
    /** What the focus is on: its label, or its words. */
    const focused = () =>
      page.evaluate<string>(
        `document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent`,
      );
    const dialog = () => page.getByRole('dialog');
    const checked = () => page.locator('.chatbot-modes input:checked');
    /** The mode that was chosen last. */
    let chosen: string | null;

    test('a mode that was not switched to stays chosen, with the focus on its button', async () => {
      await go('/chatbot/mode');
      await checked().focus();
      await page.keyboard.press('ArrowRight');
      chosen = await checked().getAttribute('aria-label');
      await page.keyboard.press('Tab');
      const opener = await focused();
      expect(opener).toBe(`Switch to ${chosen}`);
      await page.keyboard.press('Enter');
      await dialog().waitFor();
      await page.keyboard.press('Escape');
      await dialog().waitFor({ state: 'detached' });
      await expect.poll(focused).toBe(opener);
      expect(await checked().getAttribute('aria-label')).toBe(chosen);
    });

    test('after a switch the focus is on the card of the mode', async () => {
      await page.keyboard.press('Enter');
      await dialog().waitFor();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await dialog().waitFor({ state: 'detached' });
      await expect.poll(() => page.locator('.chatbot-mode-next').count()).toBe(0);
      await expect.poll(() => checked().getAttribute('aria-label')).toBe(chosen);
      await expect.poll(focused).toBe(chosen);
    });

    test('the focus is in a question from its first moment, and stays where it is put then', async () => {
      await go('/chatbot/assistants');
      await link('Clara').click();
      await link('Knowledge').click();
      const first = page
        .locator('.chatbot-knowledge')
        .getByRole('button', { name: /^Delete / })
        .first();
      await first.focus();
      // The focus moves on before any timer of the page; then all of them run.
      const held = page.evaluate<[string, string]>(`new Promise((resolve) => {
        const focused = () => document.activeElement.textContent;
        new MutationObserver((_, observer) => {
          const question = document.querySelector('[role=dialog]');
          if (question === null) return;
          observer.disconnect();
          const initial = focused();
          document.activeElement.nextElementSibling.focus();
          setTimeout(() => resolve([initial, focused()]), 300);
        }).observe(document.body, { childList: true, subtree: true });
      })`);
      await page.keyboard.press('Enter');
      expect(await held).toEqual(['Cancel', 'Delete']);
      await page.keyboard.press('Escape');
      await dialog().waitFor({ state: 'detached' });
      await expect.poll(focused).toBe(await first.getAttribute('aria-label'));
    });

    test('after a deletion the focus is on the row beside it, and above the list after the last', async () => {
      await go('/chatbot/assistants');
      await link('Clara').click();
      await link('Knowledge').click();
      const deletes = page.locator('.chatbot-knowledge').getByRole('button', { name: /^Delete / });
      await deletes.first().waitFor();
      const names = await Promise.all((await deletes.all()).map((each) => each.getAttribute('aria-label')));
      await deletes.nth(1).focus();
      // The next one each time, then those before.
      for (const expected of [...names.slice(2), names[0], undefined]) {
        await page.keyboard.press('Enter');
        await dialog().waitFor();
        await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        await dialog().waitFor({ state: 'detached' });
        if (expected !== undefined) await expect.poll(focused).toBe(expected);
      }
      await page.getByText('It knows nothing yet').waitFor();
      await expect.poll(() => page.evaluate(`document.activeElement.tagName`)).toBe('HEADER');
    });
  });

  describe('after a question was dismissed', () => {
    const list = () => page.getByRole('region', { name: 'Questions without an answer' });
    const questions = () => list().getByRole('listitem');
    const dismissFirst = async () => {
      await questions().first().waitFor();
      const before = await questions().count();
      await questions().first().getByRole('button', { name: 'Dismiss' }).click();
      await button('Undo').waitFor();
      await expect.poll(() => questions().count()).toBe(before - 1);
      return before;
    };

    test('Undo brings it back from another page', async () => {
      await go('/chatbot/automation');
      const before = await dismissFirst();
      await link('Assistants').click();
      await link('Clara').waitFor();
      const reopened = page.waitForResponse('**/call/reopenQuestion');
      await button('Undo').click();
      await link('Automation').click();
      await expect.poll(() => questions().count()).toBe(before);
      await reopened;
      await page.reload();
      await expect.poll(() => questions().count()).toBe(before);
    });

    test('a reload before the end of Undo does not bring it back', async () => {
      const before = await dismissFirst();
      await page.reload();
      await list().waitFor();
      await expect.poll(() => page.getByRole('status', { name: 'Loading' }).count()).toBe(0);
      await expect.poll(() => questions().count()).toBe(before - 1);
    });
  });
});
