import { readFile } from 'node:fs/promises';
import type { BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { DEMO_ADMIN } from '../../scripts/lib/stack.ts';
import type { SimulatedMail } from '../../simulator/src/mail/mailbox.ts';
import { control } from '../../simulator/testing/control.ts';
import { findAccessibilityFaults } from '../support/accessibility.ts';
import { dismissNotices, handedIn, picture, signIn } from '../support/journey.ts';
import { useApp } from '../support/use-app.ts';

const NAME = 'Nadia Flores';
const EMAIL = 'nadia@example.test';
const PASSWORD = 'correct horse battery';
const NEXT_PASSWORD = 'staple wagon harbour';

/** Somebody comes, is changed, is cut off, comes back and leaves; and what they set for themselves meanwhile. */
describe('people in the browser', () => {
  const app = useApp();
  let admin: Page;
  let member: Page;
  let memberContext: BrowserContext;
  const newContext = () =>
    app.newContext({
      colorScheme: 'light',
      acceptDownloads: true,
      permissions: ['notifications'],
    });

  beforeAll(async () => {
    admin = await app.newPage(await newContext());
    await signIn(admin, app.stack, DEMO_ADMIN, app.stack.installation.demoPassword);
    memberContext = await newContext();
  });

  const row = () => admin.getByRole('listitem').filter({ hasText: NAME });
  const act = async (action: string) => {
    await admin.getByRole('button', { name: `Actions for ${NAME}` }).click();
    await admin.getByRole('menuitem', { name: action, exact: true }).click();
  };
  const signInAgain = async (page: Page, password: string) => {
    await page.getByLabel('Email').fill(EMAIL);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
  };

  test('an admin sees everybody and invites somebody', async () => {
    await admin.goto(`${app.stack.urls.app}/settings/people`);
    await admin.getByRole('listitem').filter({ hasText: 'You' }).first().waitFor();
    expect(await findAccessibilityFaults(admin)).toEqual([]);
    await admin.getByRole('button', { name: 'Invite' }).click();
    await admin.getByLabel('Name', { exact: true }).fill(NAME);
    const email = admin.getByLabel('Email', { exact: true });
    for (const [address, problem] of [
      ['nadia', 'This is not a whole address'],
      ['nadia@example', 'This is not a whole address'],
      [DEMO_ADMIN, 'This email already has an account'],
    ] as const) {
      await email.fill(address);
      await expect.poll(() => email.getAttribute('aria-invalid')).not.toBe('true');
      await admin.getByRole('button', { name: 'Send invitation' }).click();
      await expect.poll(() => email.getAttribute('aria-invalid')).toBe('true');
      const message = admin.locator(
        `[id="${(await email.getAttribute('aria-describedby'))?.split(' ').at(-1)}"]`,
      );
      expect(await message.innerText()).toContain(problem);
      expect(await email.evaluate((element) => element.matches(':focus'))).toBe(true);
    }
    expect(await findAccessibilityFaults(admin)).toEqual([]);
    await picture(admin, 'people-invite-taken');
    await email.fill(EMAIL);
    await admin.getByRole('checkbox', { name: 'Support' }).check();
    expect(await findAccessibilityFaults(admin)).toEqual([]);
    await picture(admin, 'people-invite');
    await admin.getByRole('button', { name: 'Send invitation' }).click();
    await admin.getByText(`${EMAIL} has been invited.`).waitFor();
    await admin.getByRole('button', { name: 'Send again' }).waitFor();
    await row().getByText('until').waitFor();
    await admin.locator('label', { hasText: /^Invited$/ }).click();
    await expect.poll(() => admin.url()).toContain('state=invited');
    expect(await row().count()).toBe(1);
    await admin.locator('label', { hasText: /^Everybody$/ }).click();
    await picture(admin, 'people');
  });

  test('the mail leads to a password and into the inbox', async () => {
    const mails = await memberContext.newPage();
    await mails.goto(`${app.stack.urls.phone}/mail`);
    await mails.getByRole('button', { name: EMAIL }).first().click();
    const link = mails.frameLocator('iframe[title="Mail"]').getByRole('link').first();
    const [opened] = await Promise.all([mails.waitForEvent('popup'), link.click()]);
    member = opened;
    await member.getByRole('heading', { name: 'Welcome' }).waitFor();
    expect(await member.getByLabel('Your name').inputValue()).toBe(NAME);
    await member.getByLabel('Password', { exact: true }).fill('short');
    expect(await member.getByRole('button', { name: /^Join/ }).isDisabled()).toBe(true);
    expect(await findAccessibilityFaults(member)).toEqual([]);
    await picture(member, 'welcome');
    const twin = await memberContext.newPage();
    await twin.goto(member.url());
    await twin.getByRole('heading', { name: 'Welcome' }).waitFor();
    await member.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await member.getByRole('button', { name: /^Join/ }).click();
    await twin.getByRole('region', { name: 'Conversations' }).waitFor();
    await twin.close();
    await member.getByRole('region', { name: 'Conversations' }).waitFor();
    await row().getByText('Active').waitFor();
    await mails.close();
  });

  test('a used link says so, and a device that somebody uses is not taken over', async () => {
    const { mails } = (await control(app.stack.simulator, 'GET', `mails?to=${EMAIL}`)) as {
      mails: SimulatedMail[];
    }; // as the simulator's control answers
    const address = /https?:\S+\/welcome\S+/.exec(mails[0]?.text ?? '')?.[0] ?? '';
    const somebody = await memberContext.newPage();
    await somebody.goto(address);
    await somebody.getByText(`You are signed in as ${EMAIL}`).waitFor();
    await somebody.close();
    const context = await newContext();
    const stranger = await app.newPage(context);
    await stranger.goto(address);
    await stranger.getByText('This invitation is used up').waitFor();
    await stranger.goto(`${app.stack.urls.app}/welcome`);
    await stranger.getByText('This invitation is used up').waitFor();
    await context.close();
  });

  test('a new role signs the member out with the reason, and its pages are there afterwards', async () => {
    await act('Change role');
    await admin.getByRole('radio', { name: 'Supervisor' }).check();
    await admin.getByText('All sessions').waitFor();
    await admin.getByRole('button', { name: 'Change role' }).click();
    await admin.getByText(`${NAME} is now: Supervisor.`).waitFor();
    await member.getByText('Your role has been changed.').waitFor();
    await signInAgain(member, PASSWORD);
    await member.getByText('Your role is now: Supervisor.').waitFor();
    await member.getByRole('link', { name: 'Settings' }).waitFor();
  });

  test('whoever is disabled is cut off at once and cannot come back, until enabled', async () => {
    const list = member.getByRole('region', { name: 'Conversations' });
    await list.getByRole('link').first().click();
    await member.getByRole('button', { name: 'Accept' }).click();
    await member.getByRole('button', { name: 'Accept' }).waitFor({ state: 'detached' });
    await act('Disable');
    await admin.getByText('They hold 1 open conversation').waitFor();
    expect(await findAccessibilityFaults(admin)).toEqual([]);
    await picture(admin, 'people-disable');
    await admin.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
    await admin.getByText(`${NAME} is disabled.`).waitFor();
    await row().getByText('Disabled').waitFor();
    await member.getByText('Your account has been disabled.').waitFor();
    await signInAgain(member, PASSWORD);
    await expect.poll(() => member.getByText('Your account has been disabled.').count()).toBe(2);
    await act('Enable');
    await admin.getByText(`${NAME} can sign in again.`).waitFor();
    await row().getByText('Active').waitFor();
    await signInAgain(member, PASSWORD);
    await member.getByRole('region', { name: 'Conversations' }).waitFor();
  });

  test('a member’s picture, colour and scheme hold after a reload', async () => {
    await member.getByRole('button', { name: 'Account' }).click();
    await member.getByRole('menuitem', { name: 'Your profile' }).click();
    await member.getByRole('heading', { name: 'About you' }).waitFor();
    await member.getByLabel('Choose a picture').setInputFiles({
      name: 'me.png',
      mimeType: 'image/png',
      buffer: await portrait(),
    });
    await member.locator('.profile-picture img').waitFor();
    await member.getByLabel('Phone').fill('12');
    await member.getByRole('button', { name: 'Save' }).click();
    await member.getByText('This is not a phone number').waitFor();
    await member.getByLabel('Phone').fill('+52 55 1234 5678');
    await member.getByLabel('Time zone').selectOption('Asia/Tokyo');
    await member.getByRole('button', { name: 'Save' }).click();
    await member.getByText('Saved.').waitFor();
    await expect.poll(() => member.locator('.rail .avatar img').count()).toBe(1);
    expect(await findAccessibilityFaults(member)).toEqual([]);
    await picture(member, 'profile');
    await row().locator('img').waitFor({ state: 'attached' });
    await member.getByRole('link', { name: 'Appearance' }).click();
    await member.locator('label', { hasText: 'Violet' }).click();
    const stored = handedIn(member, 'dark');
    await member.getByRole('radio', { name: 'Dark' }).check();
    await expect.poll(() => schemeOf(member)).toBe('dark');
    await stored;
    await member.reload();
    await member.getByRole('heading', { name: 'Appearance' }).waitFor();
    expect(await schemeOf(member)).toBe('dark');
    await expect.poll(() => member.getByRole('radio', { name: 'Violet' }).isChecked()).toBe(true);
    await expect.poll(() => member.locator('.rail .avatar img').count()).toBe(1);
    expect(await findAccessibilityFaults(member)).toEqual([]);
    await picture(member, 'profile-look-dark');
    await member.getByRole('radio', { name: 'Light' }).check();
    await expect.poll(() => schemeOf(member)).toBe('light');
  });

  test('the page of notifications says what the browser allows', async () => {
    await member.getByRole('link', { name: 'Notifications' }).click();
    await member.getByText(/^This browser/).waitFor();
    expect(await findAccessibilityFaults(member)).toEqual([]);
    await picture(member, 'profile-notifications');
  });

  test('a session is ended from another device, and a new password ends all others', async () => {
    const context = await newContext();
    const other = await app.newPage(context);
    await signIn(other, app.stack, EMAIL, PASSWORD);
    await member.getByRole('link', { name: 'Password and sessions' }).click();
    const sessions = member.getByRole('list', { name: 'Where you are signed in' }).getByRole('listitem');
    await expect.poll(() => sessions.count()).toBe(2);
    const here = sessions.filter({ hasText: 'This device' });
    await here.waitFor();
    // The member has chosen where the clock stands.
    const since = (await here.innerText()).replaceAll(/\s/g, ' ');
    expect(clockOfLastHour('Asia/Tokyo').filter((time) => since.includes(time))).not.toEqual([]);
    expect(await findAccessibilityFaults(member)).toEqual([]);
    await picture(member, 'profile-security');
    await sessions.filter({ hasNotText: 'This device' }).getByRole('button').click();
    await other.getByText('Your session was ended.').waitFor();
    await signInAgain(other, PASSWORD);
    await other.getByRole('region', { name: 'Conversations' }).waitFor();

    await member.getByLabel('Current password').fill('not the password');
    await member.getByLabel('New password').fill(NEXT_PASSWORD);
    await member.getByRole('button', { name: 'Change password' }).click();
    await member.getByText('The current password is wrong.').waitFor();
    await member.getByLabel('Current password').fill(PASSWORD);
    await member.getByRole('button', { name: 'Change password' }).click();
    await member.getByText('The password is changed').waitFor();
    await other.getByText('Your session was ended.').waitFor();
    await member.getByRole('heading', { name: 'Password and sessions' }).waitFor();
    await expect.poll(() => sessions.count()).toBe(1);
    await sessions.filter({ hasText: 'This device' }).waitFor();
    await signInAgain(other, NEXT_PASSWORD);
    await other.getByRole('region', { name: 'Conversations' }).waitFor();
    await context.close();
  });

  test('whoever holds work is removed only after it has been handed over', async () => {
    await act('Remove');
    await admin.getByText('They hold 1 open conversation').waitFor();
    await admin.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await admin.getByText('still holds open conversations').waitFor();
    await admin.getByRole('dialog').getByRole('button', { name: 'Hand over first' }).click();
    await admin.getByText(`${NAME} holds 1 open conversation.`).waitFor();
    expect(await findAccessibilityFaults(admin)).toEqual([]);
    await admin.getByRole('dialog').getByRole('button', { name: 'Hand over' }).click();
    await admin.getByText('1 conversation of Nadia Flores has been handed over.').waitFor();
    await admin.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await admin.getByText(`${NAME} has been removed.`).waitFor();
    await expect.poll(() => row().count()).toBe(0);
    await member.getByText('Your account has been removed from the company.').waitFor();
  });

  test('the audit log tells it, filters it and exports it', async () => {
    await admin.getByRole('link', { name: 'Audit log' }).click();
    const entries = admin.getByRole('list', { name: 'Entries, newest first' });
    for (const verb of ['invited', 'changed the role of', 'disabled', 'enabled', 'removed']) {
      await entries.getByText(`${verb} ${NAME}`).waitFor();
    }
    await entries.getByText(`changed the role of ${NAME}`).click();
    await entries.getByRole('row', { name: 'Role Agent Supervisor' }).waitFor();
    expect(await findAccessibilityFaults(admin)).toEqual([]);
    await dismissNotices(admin);
    await picture(admin, 'audit');
    await admin.getByLabel('What', { exact: true }).selectOption({ label: 'Disabled' });
    await expect.poll(() => entries.getByRole('listitem').count()).toBe(1);
    expect(admin.url()).toContain('what=member.disabled');
    await admin.getByLabel('What', { exact: true }).selectOption({ label: 'All: People' });
    await entries.getByText(`invited ${NAME}`).waitFor();
    const [download] = await Promise.all([
      admin.waitForEvent('download'),
      admin.getByRole('button', { name: 'Export as CSV' }).click(),
    ]);
    const csv = await readFile(await download.path(), 'utf8');
    expect(csv).toContain('at,action,by,byId,target,targetId,before,after\r\n');
    expect(csv).toContain(`member.removed`);
    expect(csv).toContain(NAME);
    expect(csv).not.toContain('company.changed');
  });

  test('who may do what is a page', async () => {
    await admin.getByRole('link', { name: 'Who may do what' }).click();
    const people = admin.getByRole('row', { name: /^Invite, change/ });
    await people.waitFor();
    expect(await people.getByLabel('Yes').count()).toBe(1);
    expect(await people.getByLabel('No', { exact: true }).count()).toBe(2);
    expect(await findAccessibilityFaults(admin)).toEqual([]);
    await dismissNotices(admin);
    await picture(admin, 'roles');
  });
});

function schemeOf(page: Page): Promise<string | null> {
  return page.evaluate(`document.documentElement.getAttribute('data-mantine-color-scheme')`);
}

/** What a clock in a time zone has shown in the last hour, minute by minute. */
function clockOfLastHour(timeZone: string): string[] {
  const clock = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short', timeZone });
  return Array.from({ length: 60 }, (_, minutes) =>
    clock.format(Date.now() - minutes * 60_000).replaceAll(/\s/g, ' '),
  );
}

/** A face that nobody has: two shapes on a ground, wider than high. */
async function portrait(): Promise<Buffer> {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600">
    <rect width="900" height="600" fill="#f2c7a5"/>
    <circle cx="450" cy="240" r="130" fill="#6b3e26"/>
    <ellipse cx="450" cy="620" rx="260" ry="220" fill="#0a7566"/></svg>`;
  return sharp(Buffer.from(drawing)).png().toBuffer();
}
