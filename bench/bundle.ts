// JavaScript that a browser loads until the inbox shows its rows, gzipped, next to a bare page with React, Firebase Auth
// and Firestore that shows the same list.
import { gzipSync } from 'node:zlib';
import type { BrowserContext, Page } from 'playwright-core';
import { identityIdOf } from '../functions/src/inbox/find-customer.ts';
import { launchBrowser } from '../tests/support/browser.ts';
import { openAdmin } from './lib/admin-firestore.ts';
import { serveBarePage } from './lib/bare-page.ts';
import { setUpCompany } from './lib/company.ts';
import { rounded, type Findings } from './lib/figures.ts';
import { FIRST_ROW, openInbox } from './lib/inbox-page.ts';
import { populate } from './lib/populate.ts';
import { startStackProcess } from './lib/stack-process.ts';

const CONVERSATIONS = 100;
const MOST_SIZE_RATIO = 1.7;

interface Script {
  name: string;
  gzipBytes: number;
}

export async function run(): Promise<Findings> {
  const stack = await startStackProcess();
  const admin = openAdmin(stack);
  const browser = await launchBrowser();
  const bare: { close?: () => void } = {};
  try {
    const company = await setUpCompany(stack);
    const { companyId, channelId, routeId } = company;
    await populate(
      admin.db,
      {
        companyId,
        channelId,
        idOf: (address) => identityIdOf(routeId, address),
        memberUid: company.admin.uid,
        newestAt: Date.now(),
        withHistory: 0,
      },
      { from: 0, to: CONVERSATIONS },
    );
    const barePage = await serveBarePage('bare-inbox', stack, company);
    bare.close = barePage.close;

    const context = await browser.newContext({ locale: 'en-US' });
    await openInbox(context, stack, company);
    const inbox = await scriptsUntil(context, `${stack.urls.app}/chat/waiting`, FIRST_ROW);
    const bareScripts = await scriptsUntil(context, barePage.url, 'li');
    return compare(inbox, bareScripts);
  } finally {
    bare.close?.();
    await browser.close();
    await admin.close();
    await stack.stop();
  }
}

/** Scripts whose loading began before the page first held the element, in a page of its own without a cache. */
async function scriptsUntil(context: BrowserContext, url: string, selector: string): Promise<Script[]> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  const bodies = collectScripts(page);
  await page.addInitScript(`
    new MutationObserver((_, observer) => {
      if (document.querySelector(${JSON.stringify(selector)}) === null) return;
      globalThis.benchShownAt = performance.now();
      observer.disconnect();
    }).observe(document, { subtree: true, childList: true });
  `);
  await page.goto(url);
  await page.locator(selector).first().waitFor();
  const early: unknown = await page.evaluate(`
    performance.getEntriesByType('resource')
      .filter(({ startTime }) => startTime < globalThis.benchShownAt)
      .map(({ name }) => name)
  `);
  if (!Array.isArray(early)) throw new Error('The page gave no list of what it had loaded.');
  const scripts = await Promise.all(
    [...bodies]
      .filter(([address]) => early.includes(address))
      .map(async ([address, body]) => ({
        name: new URL(address).pathname.split('/').at(-1) ?? '',
        gzipBytes: gzipSync(await body, { level: 9 }).length,
      })),
  );
  await page.close();
  return scripts.toSorted((a, b) => b.gzipBytes - a.gzipBytes);
}

function collectScripts(page: Page): Map<string, Promise<Buffer>> {
  const bodies = new Map<string, Promise<Buffer>>();
  page.on('response', (response) => {
    const type = response.headers()['content-type'] ?? '';
    if (response.ok() && type.includes('javascript')) bodies.set(response.url(), response.body());
  });
  return bodies;
}

function compare(inbox: Script[], bare: Script[]): Findings {
  const sum = (scripts: Script[]): number => scripts.reduce((total, { gzipBytes }) => total + gzipBytes, 0);
  const sizeRatio = rounded(sum(inbox) / sum(bare));
  console.table(inbox);
  console.table(bare);
  return {
    figures: {
      sizeRatio,
      gzipBytes: { inbox: sum(inbox), bare: sum(bare) },
      chunks: Object.fromEntries(inbox.map(({ name, gzipBytes }) => [name, gzipBytes])),
    },
    failures: sizeRatio > MOST_SIZE_RATIO ? [`sizeRatio ${sizeRatio}, at most ${MOST_SIZE_RATIO}`] : [],
  };
}
