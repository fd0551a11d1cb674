import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { DEMO_ADMIN } from '../../scripts/lib/stack.ts';
import { picture, signIn } from '../support/journey.ts';
import { useApp } from '../support/use-app.ts';

/** Two browsers with the same form open: nobody's work is overwritten without a word. */
describe('two who write', () => {
  const app = useApp();
  let ana: Page;
  let bo: Page;

  beforeAll(async () => {
    [ana, bo] = await Promise.all([app.newPage(), app.newPage()]);
    for (const page of [ana, bo])
      await signIn(page, app.stack, DEMO_ADMIN, app.stack.installation.demoPassword);
  });

  const both = (address: string) =>
    Promise.all([ana, bo].map((page) => page.goto(`${app.stack.urls.app}${address}`)));
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const alert = (page: Page) => page.getByText('Somebody changed this a moment ago.');

  test('an assistant: the second is told, keeps the own text, and loads what the first wrote', async () => {
    await both('/chatbot/assistants');
    const prompt = (page: Page) => page.getByLabel('What it is told');
    for (const page of [ana, bo]) {
      await page.getByRole('link', { name: 'Clara' }).click();
      await page.getByRole('link', { name: 'Answers', exact: true }).click();
      await prompt(page).waitFor();
    }
    await prompt(bo).fill('As Bo wants it.');
    await prompt(ana).fill('As Ana wants it.');
    await button(ana, 'Save').click();
    await alert(bo).waitFor();
    expect(await prompt(bo).inputValue()).toBe('As Bo wants it.');
    expect(await button(bo, 'Save').isDisabled()).toBe(true);
    await button(bo, 'Discard mine and load theirs').click();
    await bo.getByRole('dialog').getByRole('button', { name: 'Discard mine and load theirs' }).click();
    await expect.poll(() => prompt(bo).inputValue()).toBe('As Ana wants it.');

    // The own save is nobody else's, however often.
    for (const text of ['As Bo wants it.', 'As Bo wants it now.']) {
      await prompt(bo).fill(text);
      await button(bo, 'Save').click();
      await button(bo, 'Save').waitFor({ state: 'detached' });
      await expect.poll(() => prompt(ana).inputValue()).toBe(text);
    }
    expect(await alert(bo).count()).toBe(0);
  });

  test('opening hours: the second is told in the dialog, and goes on from there', async () => {
    await both('/settings/hours');
    const name = (page: Page) => page.getByRole('dialog').getByLabel('Name', { exact: true }).first();
    for (const page of [ana, bo]) {
      await page
        .getByRole('button', { name: /^Edit / })
        .first()
        .click();
      await name(page).waitFor();
    }
    await name(ana).fill('As Ana wants it');
    await button(ana, 'Save').click();
    await name(ana).waitFor({ state: 'detached' });
    await name(bo).fill('As Bo wants it');
    await button(bo, 'Save').click();
    await alert(bo).waitFor();
    expect(await name(bo).inputValue()).toBe('As Bo wants it');
    await button(bo, 'Discard mine and load theirs').click();
    await expect.poll(() => name(bo).inputValue()).toBe('As Ana wants it');
    await name(bo).fill('As both want it');
    await button(bo, 'Save').click();
    await name(bo).waitFor({ state: 'detached' });
    await ana.getByRole('article', { name: 'As both want it' }).waitFor();
  });

  test('the notes of a client: the second sees what the first wrote before saving', async () => {
    await both('/chat/open');
    const notes = (page: Page) => page.getByRole('textbox', { name: 'Notes' });
    for (const page of [ana, bo]) {
      await page.getByRole('region', { name: 'Conversations' }).getByRole('link').first().click();
      await notes(page).waitFor();
    }
    await notes(bo).fill('Bo knows her.');
    await notes(ana).fill('Ana knows her.');
    await button(ana, 'Save').click();
    const theirs = bo.getByRole('alert').filter({ hasText: 'Somebody else has saved this meanwhile' });
    await theirs.getByText('Ana knows her.').waitFor();
    expect(await notes(bo).inputValue()).toBe('Bo knows her.');
    await picture(bo, 'notes-theirs');
    await notes(bo).fill('Both know her.');
    await button(bo, 'Save').click();
    await theirs.waitFor({ state: 'detached' });
    await expect.poll(() => notes(ana).inputValue()).toBe('Both know her.');
  });

  test('the company: what each changed stays', async () => {
    await both('/settings/company');
    const field = (page: Page, label: string) => page.getByRole('main').getByLabel(label, { exact: true });
    await field(bo, 'Time zone').selectOption('Asia/Tokyo');
    await field(ana, 'Name').fill('Ana and Sons');
    await button(ana, 'Save').click();
    await expect.poll(() => field(bo, 'Name').inputValue()).toBe('Ana and Sons');
    await button(bo, 'Save').click();
    await expect.poll(() => field(ana, 'Time zone').inputValue()).toBe('Asia/Tokyo');
    expect(await field(ana, 'Name').inputValue()).toBe('Ana and Sons');
  });
});
