import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExportedAssistant } from '#contracts/callables/automation.ts';
import type { CallableName } from '#contracts/callables/index.ts';
import { agentSettings } from '../../functions/src/testing/answering-company.ts';
import { DEMO_ADMIN } from '../../scripts/lib/stack.ts';
import { signIn } from '../support/journey.ts';
import { useApp } from '../support/use-app.ts';

/** What an admin makes while the network loses the first answer, and makes again: it is there once. */
describe('after a lost answer', () => {
  const app = useApp({ aiMode: 'knowledge' });
  const folder = mkdtempSync(path.join(tmpdir(), 'colibri-lost-answers-'));
  let page: Page;

  beforeAll(async () => {
    page = await app.newPage();
    await signIn(page, app.stack, DEMO_ADMIN, app.stack.installation.demoPassword);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const go = (address: string) => page.goto(`${app.stack.urls.app}${address}`);
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  /** The next call is done, and its answer never arrives. */
  const loseAnswer = (name: CallableName) =>
    page.route(
      `**/call/${name}`,
      async (route) => {
        const answer = await route.fetch();
        expect(answer.status()).toBe(200);
        await route.abort();
      },
      { times: 1 },
    );
  const isTold = () => page.getByText('The server cannot be reached.').first().waitFor();
  const articles = (name: string) => page.getByRole('article').filter({ hasText: name });
  const rows = (name: string) => page.getByRole('listitem').filter({ hasText: name });

  test('a post is published once', async () => {
    await go('/announcements');
    await button('New announcement').click();
    await page.getByLabel('Title').fill('Stocktaking');
    await page.getByRole('textbox', { name: 'Text' }).click();
    await page.keyboard.type('We count on Friday.');
    await loseAnswer('saveAnnouncement');
    await button('Publish').click();
    await isTold();
    await button('Publish').click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await articles('We count on Friday.').first().waitFor();
    expect(await articles('We count on Friday.').count()).toBe(1);
  });

  test('opening hours are made once', async () => {
    await go('/settings/hours');
    await button('New hours').click();
    await page.getByRole('dialog').getByLabel('Name', { exact: true }).first().fill('Warehouse');
    await loseAnswer('saveCalendar');
    await button('Save').click();
    await isTold();
    await button('Save').click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('article', { name: 'Warehouse' }).first().waitFor();
    expect(await page.getByRole('article', { name: 'Warehouse' }).count()).toBe(1);
  });

  test('an assistant is made once', async () => {
    await go('/chatbot/assistants');
    await button('New assistant').click();
    await page.getByRole('dialog').getByLabel('Name').fill('Nora');
    await loseAnswer('saveAssistant');
    await button('Create').click();
    await isTold();
    await button('Create').click();
    await page.getByRole('heading', { name: 'Nora' }).waitFor();
  });

  test('a text and a file become knowledge once', async () => {
    await page.getByRole('link', { name: 'Knowledge' }).click();
    await button('Add text').click();
    await page.getByRole('dialog').getByLabel('Name').fill('Gift cards');
    await page.getByRole('dialog').getByLabel('Text').fill('Gift cards are valid for two years.');
    await loseAnswer('saveKnowledge');
    await button('Save and train').click();
    await isTold();
    await button('Save and train').click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await rows('Gift cards').waitFor();

    const file = path.join(folder, 'parking.txt');
    writeFileSync(file, 'Parking is free on Sundays.');
    const choose = () => page.locator('input[type=file]').setInputFiles(file);
    await loseAnswer('saveKnowledge');
    await choose();
    await isTold();
    await choose();
    await page.locator('.chatbot-uploads').waitFor({ state: 'detached' });
    await rows('parking.txt').waitFor();
    expect([await rows('parking.txt').count(), await rows('Gift cards').count()]).toEqual([1, 1]);
  });

  test('an assistant is duplicated once, and once more where that is wanted', async () => {
    const duplicate = async () => {
      await go('/chatbot/assistants');
      await button('Actions for Clara').click();
      await page.getByRole('menuitem', { name: 'Duplicate' }).click();
    };
    await loseAnswer('duplicateAssistant');
    await duplicate();
    await isTold();
    await rows('Copy of Clara').waitFor();
    await button('Actions for Clara').click();
    await page.getByRole('menuitem', { name: 'Duplicate' }).click();
    await page.getByRole('heading', { name: 'Copy of Clara', exact: true }).waitFor();
    await go('/chatbot/assistants');
    await rows('Copy of Clara').first().waitFor();
    expect(await rows('Copy of Clara').count()).toBe(1);
    await duplicate();
    await page.getByRole('heading', { name: 'Copy of Clara 2' }).waitFor();
  });

  test('a file is imported once', async () => {
    const exported: ExportedAssistant = {
      format: 'colibri.assistant',
      version: 1,
      assistant: agentSettings('Otto'),
      knowledge: [{ name: 'Hours', text: 'Open from nine.' }],
    };
    const file = path.join(folder, 'otto.json');
    writeFileSync(file, JSON.stringify(exported));
    await go('/chatbot/assistants');
    await button('Import').waitFor();
    await loseAnswer('importAssistant');
    await page.locator('input[type=file]').setInputFiles(file);
    await isTold();
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByRole('heading', { name: 'Otto', exact: true }).waitFor();
    await go('/chatbot/assistants');
    await rows('Otto').first().waitFor();
    expect(await rows('Otto').count()).toBe(1);
  });
});
