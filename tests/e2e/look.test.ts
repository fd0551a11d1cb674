import type { BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { contrastOf, GROUNDS, VISIBLE_RATIO } from '../../contracts/look/accent-look.ts';
import { DEMO_ADMIN } from '../../scripts/lib/stack.ts';
import { findAccessibilityFaults } from '../support/accessibility.ts';
import { dismissNotices, handedIn, picture, signIn } from '../support/journey.ts';
import { useApp } from '../support/use-app.ts';

/** The page's ground in both schemes, as theme.css has it. */
const GROUND = { light: [246, 247, 249], dark: [18, 22, 27] };
const VIOLET = '#6741c9';
const NEARLY_BLACK = '#00003f';

describe('the look', () => {
  const app = useApp();
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    // The system is light: a page that forgets the member's choice would paint light.
    context = await app.newContext({ colorScheme: 'light' });
    page = await app.newPage(context);
    await signIn(page, app.stack, DEMO_ADMIN, app.stack.installation.demoPassword);
  });

  const accentNow = () =>
    page.evaluate<string>(`getComputedStyle(document.documentElement).getPropertyValue('--accent').trim()`);

  test('a company’s colour is judged while it is chosen, and a good one shows everywhere at once', async () => {
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('link', { name: 'Company' }).click();
    const color = page.getByLabel('Colour', { exact: true });
    await color.fill('#ffd400');
    await page.getByRole('alert').getByText('hard to read').waitFor();
    expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
    await picture(page, 'company-bad-colour');
    await page.getByRole('button', { name: /^Take #/ }).click();
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await color.fill(VIOLET);
    await page.getByLabel('Choose a picture').setInputFiles({
      name: 'no-picture.png',
      mimeType: 'image/png',
      buffer: Buffer.from('This is a text.'),
    });
    await page.getByText('not an image that can be read').waitFor();
    await dismissNotices(page);
    // The logo is chosen while the colour is being saved.
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    await page.route('**/call/saveCompany', async (route) => {
      await released;
      await route.continue();
    });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByLabel('Choose a picture').setInputFiles({
      name: 'logo.png',
      mimeType: 'image/png',
      buffer: await sharp({ create: { width: 600, height: 200, channels: 3, background: VIOLET } })
        .png()
        .toBuffer(),
    });
    await page.getByRole('img', { name: 'Logo' }).waitFor();
    release();
    await page.getByText('Saved').first().waitFor();
    await expect.poll(accentNow).toBe(VIOLET);
    await dismissNotices(page);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved').first().waitFor();
    await expect.poll(() => page.locator('.rail-logo img').count()).toBe(1);
    expect(await findAccessibilityFaults(page)).toEqual([]);
    await picture(page, 'company');
    await dismissNotices(page); // the pointer, which rests on 'Save', would keep the one above it
  });

  test('a button in a very dark colour stands out in both schemes, also over a look kept by an older version', async () => {
    const color = page.getByLabel('Colour', { exact: true });
    const save = page.getByRole('button', { name: 'Save' });
    await color.fill(NEARLY_BLACK);
    await save.click();
    await expect.poll(accentNow).toBe(NEARLY_BLACK);
    const contrast = async () => {
      const button = await page.evaluate<string>(
        `getComputedStyle(document.querySelector('button[type=submit]')).backgroundColor`,
      );
      return contrastOf(button, GROUNDS[(await schemeOf(page)) === 'dark' ? 'dark' : 'light']);
    };
    const choose = async (scheme: 'Light' | 'Dark') => {
      const stored = handedIn(page, scheme.toLowerCase());
      await page.getByRole('button', { name: 'Account' }).click();
      await page.getByRole('menuitemradio', { name: scheme }).click();
      await page.keyboard.press('Escape');
      await expect.poll(() => schemeOf(page)).toBe(scheme.toLowerCase());
      await stored;
    };
    await expect.poll(contrast).toBeGreaterThanOrEqual(VISIBLE_RATIO);
    await picture(page, 'company-nearly-black');
    await choose('Dark');
    await expect.poll(contrast).toBeGreaterThanOrEqual(VISIBLE_RATIO);
    await picture(page, 'company-nearly-black-dark');
    await page.evaluate(`{
      const look = JSON.parse(localStorage.getItem('colibri.look'));
      look.css = look.css.replace(/;--accent-filled[a-z-]*:#[0-9a-f]{6}/g, '');
      localStorage.setItem('colibri.look', JSON.stringify(look));
    }`);
    await page.reload();
    await expect.poll(contrast).toBeGreaterThanOrEqual(VISIBLE_RATIO);
    const kept = () => page.evaluate<string>(`JSON.parse(localStorage.getItem('colibri.look')).css`);
    await expect.poll(kept).toContain('--accent-filled-hover');
    await choose('Light');
    await color.fill(VIOLET);
    await save.click();
    await expect.poll(accentNow).toBe(VIOLET);
  });

  test('the scheme and the colour stand there before anything of the app has run', async () => {
    const stored = handedIn(page, 'dark');
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitemradio', { name: 'Dark' }).click();
    await expect.poll(() => schemeOf(page)).toBe('dark');
    await stored;
    // The app's own code is held back: what is painted now is painted by the page alone.
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/assets/*.js', async (route) => {
      await held;
      await route.continue();
    });
    await page.reload({ waitUntil: 'commit' });
    const ground = () => page.evaluate<string>(`getComputedStyle(document.body).backgroundColor`);
    await expect.poll(ground).not.toBe('rgba(0, 0, 0, 0)');
    expect(await groundOf(page)).toEqual(GROUND.dark);
    expect(await page.evaluate(`document.querySelector('#root').childElementCount`)).toBe(0);
    expect(await page.evaluate(`document.getElementById('look').textContent`)).toContain(VIOLET);
    release();
    await page.unrouteAll({ behavior: 'wait' });
    await page.getByRole('heading', { name: 'Company' }).waitFor();
  });

  test('no frame of a reload shows the other scheme', async () => {
    const session = await context.newCDPSession(page);
    const frames: string[] = [];
    session.on('Page.screencastFrame', ({ data, sessionId }) => {
      frames.push(data);
      session.send('Page.screencastFrameAck', { sessionId }).catch(() => undefined); // the page may be gone by then
    });
    await session.send('Page.startScreencast', { format: 'png', everyNthFrame: 1 });
    await page.reload();
    await page.getByRole('heading', { name: 'Company' }).waitFor();
    await session.send('Page.stopScreencast');
    expect(frames.length).toBeGreaterThan(0);
    for (const frame of frames) {
      const [red = 255, green = 255, blue = 255] = await cornerOf(Buffer.from(frame, 'base64'));
      expect(Math.max(red, green, blue)).toBeLessThan(64);
    }
  });

  test('whoever is invited is welcomed by the company’s look', async () => {
    await page.getByRole('link', { name: 'People', exact: true }).click();
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Invite somebody' });
    await dialog.getByLabel('Name', { exact: true }).fill('Olga Ruiz');
    await dialog.getByLabel('Email', { exact: true }).fill('olga@example.test');
    await dialog.getByRole('button', { name: 'Send invitation' }).click();
    await dialog.waitFor({ state: 'detached' });
    const mails = await app.newPage();
    await mails.goto(`${app.stack.urls.phone}/mail`);
    await mails.getByRole('button', { name: 'olga@example.test' }).first().click();
    const link = mails.frameLocator('iframe[title="Mail"]').getByRole('link').first();
    const [welcome] = await Promise.all([mails.waitForEvent('popup'), link.click()]);
    await welcome.getByRole('heading', { name: 'Welcome' }).waitFor();
    expect(await welcome.locator('.brand-line').count()).toBe(1);
    expect(
      await welcome.evaluate(
        `getComputedStyle(document.documentElement).getPropertyValue('--accent').trim()`,
      ),
    ).toBe(VIOLET);
    await picture(welcome, 'welcome-brand');
    await welcome.context().close();
    await page.getByRole('link', { name: 'Company', exact: true }).click();
  });

  test('what was said to somebody goes with them', async () => {
    await page.getByRole('button', { name: 'Save' }).click();
    // The pointer holds it: it does not end by itself meanwhile.
    await page.getByRole('status').getByText('Saved').hover();
    await page.getByRole('button', { name: 'Account' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Sign out' }).press('Enter');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await expect.poll(() => page.getByText('Saved').count(), { timeout: 2000 }).toBe(0);
  });

  test('the sign-in page of this device shows the company', async () => {
    expect(await page.locator('.brand-line').count()).toBe(1);
    await picture(page, 'sign-in-brand');
  });
});

function schemeOf(page: Page): Promise<string | null> {
  return page.evaluate(`document.documentElement.getAttribute('data-mantine-color-scheme')`);
}

/** The colour in the page's lower right corner, where nothing but the ground is. */
async function groundOf(page: Page): Promise<number[]> {
  return cornerOf(await page.screenshot());
}

async function cornerOf(png: Buffer): Promise<number[]> {
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const offset = ((info.height - 12) * info.width + info.width - 12) * info.channels;
  return [...data.subarray(offset, offset + 3)];
}
