import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { DEMO_ADMIN, DEMO_AGENT } from '../../scripts/lib/stack.ts';
import { findAccessibilityFaults } from '../support/accessibility.ts';
import { picture, signIn } from '../support/journey.ts';
import { useApp } from '../support/use-app.ts';

describe('announcements and mail', () => {
  const app = useApp();
  let admin: Page;
  let agent: Page;
  beforeAll(async () => {
    admin = await app.newPage();
    agent = await app.newPage();
    const { demoPassword } = app.stack.installation;
    await signIn(admin, app.stack, DEMO_ADMIN, demoPassword);
    await signIn(agent, app.stack, DEMO_AGENT, demoPassword);
  });

  const board = () => admin.goto(`${app.stack.urls.app}/announcements`);
  const write = async (title: string, text: string, priority: string) => {
    await admin.getByRole('button', { name: 'New announcement' }).click();
    await admin.getByLabel('Title').fill(title);
    await admin.getByRole('textbox', { name: 'Text' }).click();
    await admin.keyboard.type(text);
    await admin.getByLabel('Priority').selectOption(priority);
  };

  test('an admin writes a post for everybody', async () => {
    await board();
    await admin.getByRole('article').getByText('Clara knows our returns now').waitFor();
    await write('New opening hours', 'From Monday we open at eight. ', 'urgent');
    await admin.getByRole('button', { name: 'Bold' }).click();
    await admin.keyboard.type('Tell your customers.');
    await admin.keyboard.press('Shift+Home');
    await admin.getByRole('button', { name: 'Link', exact: true }).click();
    await admin.getByLabel('Address of the link').fill('example.com/hours');
    await admin.keyboard.press('Enter');
    await picture(admin, 'announcement-new');
    expect(await findAccessibilityFaults(admin)).toEqual([]);
    await admin.getByRole('button', { name: 'Publish' }).click();
    await admin.getByRole('article').getByText('Tell your customers.').waitFor();
    const post = admin.getByRole('article').filter({ hasText: 'Tell your customers.' });
    expect(await post.locator('strong').innerText()).toBe('Tell your customers.');
    expect(await post.getByRole('link').first().getAttribute('href')).toBe('https://example.com/hours');
    // It begins now, by the clock of a server that may be ahead.
    expect(await post.getAttribute('data-state')).toBeNull();
  });

  test('an end before the beginning is marked at its field and publishes nothing', async () => {
    await write('Never', 'to be seen', 'normal');
    await admin.getByLabel('From').fill('2030-01-02T10:00');
    const until = admin.getByLabel('Until');
    await until.fill('2030-01-01T10:00');
    await admin.getByRole('button', { name: 'Publish' }).click();
    await admin.getByText('It has to end after it begins.').waitFor();
    expect(await until.getAttribute('aria-invalid')).toBe('true');
    await admin.keyboard.press('Escape');
    await admin.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
    await admin.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await admin.getByRole('article').filter({ hasText: 'to be seen' }).count()).toBe(0);
  });

  // A post that begins now shows with the next tick of the reader's clock, within half a minute.
  test('it interrupts each reader once, on whichever device', { timeout: 90_000 }, async () => {
    const dialog = agent.getByRole('dialog', { name: 'New opening hours' });
    await dialog.waitFor({ timeout: 60_000 });
    await picture(agent, 'announcement-urgent');
    // Whoever is typing at that moment answers nothing by it.
    for (const key of ['o', ' ', 'Enter']) await agent.keyboard.press(key);
    expect(await dialog.isVisible()).toBe(true);
    await dialog.getByRole('button', { name: 'Understood' }).click();
    await dialog.waitFor({ state: 'detached' });
    await agent.getByRole('status', { name: '2 new announcements' }).waitFor();
    const other = await app.newPage();
    await signIn(other, app.stack, DEMO_AGENT, app.stack.installation.demoPassword);
    await other.getByRole('status', { name: '2 new announcements' }).waitFor();
    expect(await other.getByRole('dialog').count()).toBe(0);
    await other.close();
  });

  test('the board takes the badge away and lets only admins write', async () => {
    await agent.getByRole('link', { name: 'Announcements' }).click();
    await agent.getByRole('article').getByText('From Monday').waitFor();
    await agent.getByRole('status', { name: /new announcement/ }).waitFor({ state: 'detached' });
    expect(await agent.getByRole('button', { name: 'New announcement' }).count()).toBe(0);
    expect(await findAccessibilityFaults(agent)).toEqual([]);
    await agent.mouse.move(700, 700); // no label over the post
    await picture(agent, 'announcements');
  });

  test('deleting asks first and takes it from every board', async () => {
    const button = admin.getByRole('button', { name: 'Delete New opening hours' });
    await button.press('Enter');
    await admin.getByRole('dialog').waitFor();
    await admin.keyboard.press('Escape');
    await admin.getByRole('dialog').waitFor({ state: 'detached' });
    // Whoever works by keyboard goes on where the dialog was opened.
    await expect.poll(() => button.evaluate((element) => element.matches(':focus'))).toBe(true);
    await button.press('Enter');
    await admin.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await agent.getByText('From Monday we open at eight.').waitFor({ state: 'detached' });
    await agent.getByRole('article').getByText('Clara knows our returns now').waitFor();
  });

  test('a test mail reaches the mail page', async () => {
    await admin.goto(`${app.stack.urls.app}/settings/mail`);
    await admin.getByLabel('a server of our own').check();
    await admin.getByLabel('Server', { exact: true }).waitFor();
    await picture(admin, 'mail');
    expect(await findAccessibilityFaults(admin)).toEqual([]);
    await admin.getByRole('button', { name: 'Send a test mail' }).click();
    await admin.getByText('A test mail is on its way').waitFor();
    const mails = await app.newPage();
    await mails.goto(`${app.stack.simulator.url}/mail`);
    await mails.getByRole('heading', { name: 'Mail from Colibrí Shoes works' }).waitFor();
    await mails.frameLocator('iframe').getByText('This is the test mail').waitFor();
    await picture(mails, 'mail-page');
    await mails.close();
  });
});
