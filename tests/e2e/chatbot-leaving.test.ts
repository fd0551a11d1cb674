import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { DEMO_ADMIN } from '../../scripts/lib/stack.ts';
import { signIn } from '../support/journey.ts';
import { useApp } from '../support/use-app.ts';

/** What was begun on a page of the ChatBot goes on, and can be taken back, after the page was left. */
describe('leaving a page of the ChatBot', () => {
  const app = useApp({ aiMode: 'knowledge' });
  let page: Page;

  const go = (address: string) => page.goto(`${app.stack.urls.app}${address}`);
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const link = (name: string) => page.getByRole('link', { name, exact: true });
  beforeAll(async () => {
    page = await app.newPage();
    await signIn(page, app.stack, DEMO_ADMIN, app.stack.installation.demoPassword);
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
      await button('Undo').click();
      await link('Automation').click();
      await expect.poll(() => questions().count()).toBe(before);
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
