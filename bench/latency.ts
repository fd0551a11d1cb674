// From the moment a webhook is accepted to the message on an agent's screen, next to a bare commit and the plain SDK's listener in
// the same browser, one after the other in turn.
import type { Page } from 'playwright-core';
import { setTimeout as sleep } from 'node:timers/promises';
import { paths } from '#contracts/collections/paths.ts';
import { identityIdOf } from '../functions/src/inbox/find-customer.ts';
import { launchBrowser } from '../tests/support/browser.ts';
import { openAdmin } from './lib/admin-firestore.ts';
import { serveBarePage } from './lib/bare-page.ts';
import { setUpCompany, type BenchCompany } from './lib/company.ts';
import { quantile, rounded, type Findings } from './lib/figures.ts';
import { openConversation, openInbox } from './lib/inbox-page.ts';
import { startLoadProcess } from './lib/load-process.ts';
import { addressOf, populate } from './lib/populate.ts';
import { startStackProcess, type StackProcess } from './lib/stack-process.ts';

const MESSAGES = 120;
const WARM_UP = 30;
/** An instance that has been at work for a while, as those of production are, and a client likewise. */
const SERVER_WARM_UP = 2000;
const CLIENT_WARM_UP = 300;
const CONVERSATIONS = 100;
const MOST_RATIO = 2.5;
/** Between two messages, so that none is measured in the wake of another. */
const PAUSE_MS = 150;
/** Far longer than anything takes: reached only where a message never comes. */
const GIVE_UP_MS = 10_000;

export async function run(): Promise<Findings> {
  const stack = await startStackProcess();
  const admin = openAdmin(stack);
  const browser = await launchBrowser();
  const bare: { close?: () => void } = {};
  try {
    const company = await setUpCompany(stack);
    const { companyId, channelId, routeId } = company;
    const idOf = (address: string): string => identityIdOf(routeId, address);
    const population = { companyId, channelId, idOf, memberUid: company.admin.uid, newestAt: Date.now() };
    await populate(admin.db, { ...population, withHistory: 1 }, { from: 0, to: CONVERSATIONS });
    const customer = addressOf(0);
    await warmUp(stack, company);
    await company.receiveText(customer, 'To the top of the list');

    const probe = admin.db.doc(paths.client(companyId, 'bench-probe'));
    for (let index = 0; index < CLIENT_WARM_UP; index += 1) await probe.set({ notes: String(index) });
    const bareServer = await serveBarePage('bare-listener', stack, company, { document: probe.path });
    bare.close = bareServer.close;

    const context = await browser.newContext({ locale: 'en-US' });
    const inbox = await openInbox(context, stack, company);
    await openConversation(inbox, idOf(customer));
    const barePage = await context.newPage();
    await barePage.goto(bareServer.url);
    await watchTexts(inbox, '[role=log]');
    await watchTexts(barePage, '#text');

    const trips: Trip[] = [];
    const bareTrips: Trip[] = [];
    for (let index = 0; index < WARM_UP + MESSAGES; index += 1) {
      const text = `Message ${index} of this run`;
      const trip = await timed(inbox, text, () => company.receiveText(customer, text));
      const bareTrip = await timed(barePage, text, () => probe.update({ notes: text }));
      if (index < WARM_UP) continue;
      trips.push(trip);
      bareTrips.push(bareTrip);
    }
    return compare(trips, bareTrips);
  } finally {
    bare.close?.();
    await browser.close();
    await admin.close();
    await stack.stop();
  }
}

/** Milliseconds from before something is sent: until the sender has its answer, and until the page shows it. */
interface Trip {
  answeredMs: number;
  visibleMs: number;
}

async function warmUp(stack: StackProcess, company: BenchCompany): Promise<void> {
  const load = startLoadProcess();
  const url = `${stack.urls.app}/webhooks/twilio/whatsapp`;
  const others = Array.from({ length: CONVERSATIONS - 10 }, (_, index) => addressOf(10 + index));
  await load.send({
    ...stack.twilio,
    url,
    publicUrl: url,
    to: company.address,
    from: others,
    requests: SERVER_WARM_UP,
    connections: 4,
  });
  load.stop();
}

/**
 * Makes the page tell when a text of this run first stands in one of its elements, in milliseconds of the clock that page and benchmark
 * share. Scripts as text, since the types of browsers are not known here.
 */
async function watchTexts(page: Page, selector: string): Promise<void> {
  await page.evaluate(`
    const seenAt = new Map();
    const waiting = new Map();
    const look = () => {
      const now = Date.now();
      for (const [text] of (document.querySelector('${selector}')?.textContent ?? '').matchAll(/Message \\d+ of this run/g)) {
        if (seenAt.has(text)) continue;
        seenAt.set(text, now);
        waiting.get(text)?.(now);
      }
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
    globalThis.benchSeenAt = (text) =>
      new Promise((resolve) => {
        if (seenAt.has(text)) resolve(seenAt.get(text));
        else waiting.set(text, resolve);
      });
  `);
}

async function timed(page: Page, text: string, send: () => Promise<unknown>): Promise<Trip> {
  await sleep(PAUSE_MS);
  const seen: Promise<unknown> = page.evaluate(`globalThis.benchSeenAt(${JSON.stringify(text)})`);
  const sentAt = Date.now();
  await send();
  const answeredMs = Date.now() - sentAt;
  const seenAt = await Promise.race([seen, sleep(GIVE_UP_MS, null, { ref: false })]);
  if (seenAt === null) throw new Error(`"${text}" was not seen within ${GIVE_UP_MS} ms.`);
  return { answeredMs, visibleMs: Number(seenAt) - sentAt };
}

function compare(trips: Trip[], bareTrips: Trip[]): Findings {
  const p = (of: Trip[], share: number, figure: (trip: Trip) => number): number =>
    quantile(of.map(figure), share);
  const describe = (figure: (trip: Trip) => number, of: Trip[]) => ({
    p50: p(of, 0.5, figure),
    p95: p(of, 0.95, figure),
  });
  const visible = describe(({ visibleMs }) => visibleMs, trips);
  const bare = describe(({ visibleMs }) => visibleMs, bareTrips);
  const fromAnswer = describe(({ answeredMs, visibleMs }) => visibleMs - answeredMs, trips);
  const latencyRatio = rounded(fromAnswer.p50 / bare.p50);
  const latencyRatioP95 = rounded(fromAnswer.p95 / bare.p95);
  return {
    figures: {
      latencyRatio,
      latencyRatioP95,
      fromAcceptedToVisibleMs: fromAnswer,
      bareVisibleMs: bare,
      acceptedMs: describe(({ answeredMs }) => answeredMs, trips),
      bareAnsweredMs: describe(({ answeredMs }) => answeredMs, bareTrips),
      fromRequestToVisibleMs: visible,
      fromRequestRatio: rounded(visible.p50 / bare.p50),
      fromRequestRatioP95: rounded(visible.p95 / bare.p95),
      messages: MESSAGES,
    },
    failures: Object.entries({ latencyRatio, latencyRatioP95 })
      .filter(([, ratio]) => ratio > MOST_RATIO)
      .map(([name, ratio]) => `${name} ${ratio}, at most ${MOST_RATIO}`),
  };
}
