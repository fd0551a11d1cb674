import type { BrowserContext, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { picture } from '../support/journey.ts';
import { useApp } from '../support/use-app.ts';

/** One of the people that the phone page offers. */
const CUSTOMER = { name: 'Emily Carter', phone: '+12025550143' };
const ADMIN = { email: 'ines@example.test', password: 'correct horse battery' };
const PHOTO = 'scripts/seed/assets/runner.jpg';

/** The main job, as a new company walks it: each step stands on the one before. */
describe('the main job in the browser', () => {
  const app = useApp({ seeds: [] });
  let context: BrowserContext;
  let page: Page;
  /** The customer's phone, as a person plays it. */
  let phone: Page;
  const openPhone = async () => {
    const query = new URLSearchParams({
      phone: CUSTOMER.phone,
      channel: 'whatsapp',
      company: app.stack.spare.phone,
    });
    await phone.goto(`${app.stack.simulator.url}/?${query.toString()}`);
  };
  const phoneWrites = async (text: string) => {
    await openPhone();
    await phone.getByRole('textbox', { name: 'Message' }).fill(text);
    await phone.getByRole('button', { name: 'Send', exact: true }).click();
    await phone.getByRole('log', { name: 'Messages' }).getByText(text).waitFor();
    await phone.goto('about:blank');
  };
  const log = () => page.getByRole('log', { name: 'Messages' });
  const row = () => page.getByRole('region', { name: 'Conversations' }).getByText(CUSTOMER.name).first();

  beforeAll(async () => {
    context = await app.newContext();
    page = await app.newPage(context);
    phone = await app.newPage();
  });

  test('a fresh installation asks for its token, its company and an own password', async () => {
    await page.goto(app.stack.urls.app);
    await page.getByRole('heading', { name: 'Set up Colibri' }).waitFor();
    await page.getByLabel('Set-up token').fill('not the token');
    await page.getByLabel('Company name').fill('Zapatería Inés');
    await page.getByLabel('Your name').fill('Inés Prado');
    await page.getByLabel('Email').fill(ADMIN.email);
    await page.getByRole('textbox', { name: 'Password' }).fill(ADMIN.password);
    await page.getByRole('button', { name: 'Create company' }).click();
    await page.getByText('The set-up token is wrong').waitFor();
    await picture(page, 'set-up');

    await page.getByLabel('Set-up token').fill(app.stack.installation.setupToken);
    await page.getByRole('button', { name: 'Create company' }).click();
    await page.getByRole('region', { name: 'Conversations' }).waitFor();
    await page.getByText('Nobody is waiting').waitFor();
    expect(await page.title()).toBe('Chat');
  });

  test('the token works once', async () => {
    const other = await app.newPage();
    await other.goto(`${app.stack.urls.app}/set-up`);
    await other.getByText('already set up').waitFor();
    await other.context().close();
  });

  test('the admin signs out and in again with the own password', async () => {
    await page.getByRole('button', { name: /Account/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByLabel('Email').fill(ADMIN.email);
    await page.getByRole('textbox', { name: 'Password' }).fill('wrong password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('do not match').waitFor();
    await page.getByRole('textbox', { name: 'Password' }).fill(ADMIN.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('region', { name: 'Conversations' }).waitFor();
  });

  test('the admin connects a number after the provider has confirmed it', async () => {
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('link', { name: 'Channels' }).click();
    await page.getByRole('button', { name: 'Connect channel' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Front desk');
    await dialog.getByLabel('Account SID').fill(app.stack.spare.accountSid);
    await dialog.getByLabel('Auth token').fill('0123456789abcdef0123456789abcdef');
    await dialog.getByLabel('Phone number').fill(app.stack.spare.phone);
    await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
    await dialog.getByText('refused account and token').waitFor();
    await dialog.getByLabel('Auth token').fill(app.stack.spare.authToken);
    await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
    await dialog.waitFor({ state: 'detached' }); // with what was typed
    await page.getByRole('article', { name: 'Front desk' }).waitFor();
    await page.getByText(`Token ends in ${app.stack.spare.authToken.slice(-4)}`).waitFor();
    expect(await page.content()).not.toContain(app.stack.spare.authToken);
    await picture(page, 'channels');
  });

  test('a message from the phone appears without a reload', async () => {
    await page.getByRole('link', { name: 'Chat', exact: true }).click();
    await page.getByText('Nobody is waiting').waitFor();
    await phoneWrites('Hello, do you have the blue runners in 38?');
    await row().waitFor();
    await expect.poll(() => page.title()).toBe('(1) Chat');
    await row().click();
    await log().getByText('do you have the blue runners').waitFor();
  });

  test('the agent accepts and answers with text and with a photo', async () => {
    await page.getByRole('button', { name: 'Accept', exact: true }).click();
    const composer = page.getByRole('textbox', { name: 'Message', exact: true });
    await composer.fill('Yes, one pair is left.');
    await composer.press('Enter');
    await log().getByText('Yes, one pair is left.').waitFor();
    await page.locator('input[type=file]').first().setInputFiles(PHOTO);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await log()
      .getByRole('img', { name: /\.(png|jpg|webp)|Photo/ })
      .first()
      .waitFor();
    await expect.poll(() => log().getByLabel('Delivered').count()).toBe(2);
  });

  test('the ticks turn to read when the customer has looked', async () => {
    await openPhone();
    const received = phone.getByRole('log', { name: 'Messages' });
    await received.getByText('Yes, one pair is left.').waitFor();
    await received.getByRole('img').first().waitFor();
    await picture(phone, 'phone');
    await expect.poll(() => log().getByLabel('Read').count()).toBe(2);
    await picture(page, 'conversation');
  });

  test('the customer answers and the agent sees it in the open conversation', async () => {
    await phoneWrites('Great, I take them!');
    await log().getByText('Great, I take them!').waitFor();
  });

  test('closing can be undone, and done again', async () => {
    const header = page.getByRole('region', { name: /Conversation with/ });
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await header.getByRole('button', { name: 'Close', exact: true }).waitFor();
    await log()
      .getByText(/reopened \d{8}-/)
      .waitFor();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByRole('button', { name: 'Reopen', exact: true }).waitFor();
  });

  test('the customer writes again: a new ticket in the same conversation', async () => {
    await phoneWrites('One more question about the laces');
    await log().getByText('One more question about the laces').waitFor();
    await log().getByText('do you have the blue runners').waitFor();
    await page.getByRole('button', { name: 'Accept', exact: true }).waitFor();
    await log()
      .getByText(/Ticket \d{8}-[0-9A-Z]{4} opened/)
      .waitFor();
    const numbers = new Set((await log().innerText()).match(/\d{8}-[0-9A-Z]{4}/g));
    expect(numbers.size).toBe(2);
    await picture(page, 'second-ticket');
  });
});
