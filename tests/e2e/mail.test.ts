import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { DEMO_ADMIN } from '../../scripts/lib/stack.ts';
import { findAccessibilityFaults } from '../support/accessibility.ts';
import { dismissNotices, picture, signIn } from '../support/journey.ts';
import { useApp } from '../support/use-app.ts';

const NO_SERVER = 'smtp.no-such-host.test';
const UNREACHABLE = 'The mail server does not answer. Check its name and port.';

/** An admin enters a mail server of their own: a wrong value, a server that is not there, and one that works. */
describe('a mail server of their own in the browser', () => {
  const app = useApp();
  let page: Page;

  beforeAll(async () => {
    page = await app.newPage();
    await signIn(page, app.stack, DEMO_ADMIN, app.stack.installation.demoPassword);
    await page.goto(`${app.stack.urls.app}/settings/mail`);
  });

  const field = (name: string) => page.getByLabel(name, { exact: true });
  const save = () => page.getByRole('button', { name: 'Save' }).click();
  const expectWrong = async (name: string, sentence: string) => {
    await expect.poll(() => field(name).getAttribute('aria-invalid')).toBe('true');
    const described = (await field(name).getAttribute('aria-describedby'))?.match(/\S+/g) ?? [];
    const texts = await Promise.all(described.map((id) => page.locator(`[id="${id}"]`).innerText()));
    expect(texts.join(' ')).toContain(sentence);
    await expect.poll(() => field(name).evaluate((element) => element.matches(':focus'))).toBe(true);
    expect(await page.locator('form [aria-invalid="true"]').count()).toBe(1);
    expect(await page.getByText('Something in the form is not right').count()).toBe(0);
  };
  const saved = async () => {
    await save();
    await page.getByText('Saved.').waitFor();
    await expect.poll(() => field('Password').inputValue()).toBe(''); // what is stored is shown
    await dismissNotices(page);
  };
  const sendTest = () => page.getByRole('button', { name: 'Send a test mail' }).click();

  test('what is wrong is said at its field', async () => {
    await page.getByLabel('a server of our own').check();
    await save();
    await expectWrong('Sender', 'Enter the name that mails come from.');
    await field('Sender').fill('Colibrí Shoes');
    await field('Sender’s address').fill('hello@shoes');
    await field('Server').fill('https://smtp.example.test');
    await field('User').fill('shoes');
    await save();
    await expectWrong('Server', 'Enter the server’s name alone');
    await field('Server').fill(NO_SERVER);
    await save();
    await expectWrong('Sender’s address', 'This is not a whole address');
    await field('Sender’s address').fill('hello@shoes.test');
    for (const port of ['99999', 'smtp']) {
      await field('Port').fill(port);
      await expect.poll(() => field('Port').getAttribute('aria-invalid')).not.toBe('true');
      await save();
      await expectWrong('Port', 'The port is a number between 1 and 65535.');
    }
    await picture(page, 'mail-wrong-port');
    await field('Port').fill('587');
    await save();
    await expectWrong('Password', 'Enter the password of this user.');
    await field('Password').fill('a-secret-password');
    await saved();
    await field('User').fill('boots');
    await save();
    await expectWrong('Password', 'Enter the password again');
    expect(await findAccessibilityFaults(page)).toEqual([]);
    await picture(page, 'mail-password-again');
    await field('User').fill('shoes');
    await saved();
  });

  test('why a mail does not leave is said once, and to whoever invites', async () => {
    await sendTest();
    await page.getByText(UNREACHABLE).waitFor();
    await page.getByText('The last mail could not leave').waitFor();
    expect(await page.getByRole('alert').count()).toBe(1);
    expect(await page.getByText(/refused|ENOTFOUND/).count()).toBe(0);
    expect(await findAccessibilityFaults(page)).toEqual([]);
    await picture(page, 'mail-unreachable');

    await page.getByRole('link', { name: 'People', exact: true }).click();
    const warning = page.getByRole('status').filter({ hasText: 'Mail does not leave at present.' });
    await warning.getByText(UNREACHABLE).waitFor();
    expect(await findAccessibilityFaults(page)).toEqual([]);
    await picture(page, 'people-no-mail');
    await warning.getByRole('link', { name: 'Mail settings' }).click();

    await field('Server').fill('127.0.0.1');
    await field('Password').fill('a-secret-password');
    await saved();
    await expect.poll(() => page.getByRole('alert').count()).toBe(0);
    await sendTest();
    await page.getByText('The mail server is not on the public internet.').waitFor();
    expect(await page.getByText(UNREACHABLE).count()).toBe(0);
  });

  test('nothing is said any more once a mail has left', async () => {
    const smtp = new URL(app.stack.simulator.smtpUrl);
    await field('Server').fill(smtp.hostname);
    await field('Port').fill(smtp.port);
    await field('Password').fill('wrong-password');
    await saved();
    await sendTest();
    await page.getByText('The mail server refused the sign-in.').waitFor();
    await page.getByText('The server says: 535').waitFor();
    await picture(page, 'mail-login-refused');
    await field('Password').fill('a-secret-password');
    await saved();
    await sendTest();
    await page.getByText('A test mail is on its way').waitFor();
    await page.getByRole('link', { name: 'People', exact: true }).click();
    await page.getByRole('listitem').filter({ hasText: 'You' }).first().waitFor();
    expect(await page.getByText('Mail does not leave at present.').count()).toBe(0);
  });
});
