// Billed operations of each path at 100 and at 100,000 conversations of one company.
import type { Browser } from 'playwright-core';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CallableInput } from '#contracts/callables/index.ts';
import { identityIdOf } from '../functions/src/inbox/find-customer.ts';
import { launchBrowser } from '../tests/support/browser.ts';
import { openAdmin, type AdminAccess } from './lib/admin-firestore.ts';
import { BUDGETS, type Costs } from './lib/budgets.ts';
import { setUpCompany, type BenchCompany } from './lib/company.ts';
import type { Findings } from './lib/figures.ts';
import { leaveInbox, openConversation, openInbox, showInbox } from './lib/inbox-page.ts';
import { measureOperations, whenQuiet, type Operations } from './lib/measure-operations.ts';
import { measureTwoSizes, populationOf } from './lib/measure-two-sizes.ts';
import { newPhone, readOnPhone, writeFromPhone } from './lib/phone.ts';
import { addressOf, isWaiting, type Population } from './lib/populate.ts';
import { startStackProcess, type StackProcess } from './lib/stack-process.ts';
import { newMessageSid } from './lib/twilio-webhook.ts';
import { until } from './lib/until.ts';
import { openWatchers } from './lib/watchers.ts';

/** Enough unread conversations with a whole page of messages for every opening that is measured. */
const WITH_HISTORY = 40;

interface Bench {
  stack: StackProcess;
  company: BenchCompany;
  admin: AdminAccess;
  browser: Browser;
  population: Population;
  /** Ordinals of conversations that wait, newest first; taken one after the other. */
  unopened: number[];
}

export async function run(): Promise<Findings> {
  const stack = await startStackProcess();
  const browser = await launchBrowser();
  const admin = openAdmin(stack);
  try {
    const company = await setUpCompany(stack);
    const population = populationOf(company, WITH_HISTORY);
    const unopened = Array.from({ length: WITH_HISTORY }, (_, ordinal) => ordinal).filter(isWaiting);
    const bench = { stack, company, admin, browser, population, unopened };
    return await measureTwoSizes(admin, population, BUDGETS, () => measureAll(bench));
  } finally {
    await browser.close();
    await admin.close();
    await stack.stop();
  }
}

async function measureAll(bench: Bench): Promise<Costs> {
  return {
    ...(await measureInbound(bench)),
    outboundWithThreeCallbacks: await measureOutbound(bench),
    ...(await measureBrowser(bench)),
    inboundWatchedBy1: await measureWatched(bench, 1),
    inboundWatchedBy20: await measureWatched(bench, 20),
  };
}

async function measureInbound({ stack, company }: Bench) {
  const { hub } = stack.urls;
  const known = addressOf(0);
  const delivered = newMessageSid();
  await company.receiveText(known, 'Warm up', delivered);
  const receiveNew = () =>
    company.receiveText(`whatsapp:+1628${2_000_000 + randomBytes(2).readUInt16BE()}`, 'Hello');
  await receiveNew();
  return {
    inboundKnown: await measureOperations(hub, () => company.receiveText(known, 'Is anybody there?')),
    inboundNewCustomer: await measureOperations(hub, receiveNew),
    redelivery: await measureOperations(hub, () => company.receiveText(known, 'Warm up', delivered)),
  };
}

/** An answer in WhatsApp that the provider reports as sent, delivered and read. */
async function measureOutbound({ stack, company }: Bench): Promise<Operations> {
  const phone = newPhone();
  // Through the simulator, which refuses free text to a phone that has not written to it.
  await writeFromPhone(stack, company, phone, 'Hello');
  const conversationId = identityIdOf(company.routeId, phone);
  await company.call('acceptConversation', { conversationId });
  const send = async (): Promise<void> => {
    const message: CallableInput<'sendMessage'> = {
      conversationId,
      clientMessageId: randomBytes(18).toString('base64url'),
      type: 'message',
      text: 'Your order arrives tomorrow.',
      uploads: [],
      replyToMessageId: null,
    };
    await company.call('sendMessage', message);
    // Delivered after two steps of the simulator; whoever reads it takes a moment, so that its word of that arrives first.
    await until(async () => {
      await sleep(100);
      return (await readOnPhone(stack, company, phone)) === 1;
    });
  };
  await send();
  return measureOperations(stack.urls.hub, send);
}

/** The real app in a real browser: the list of a member who comes back, then a conversation of it. */
async function measureBrowser(bench: Bench) {
  const { stack, company, browser, population } = bench;
  const { hub } = stack.urls;
  const context = await browser.newContext({ locale: 'en-US' });
  const page = await openInbox(context, stack, company);
  const open = async (): Promise<void> => {
    const ordinal = bench.unopened.shift();
    if (ordinal === undefined) throw new Error('There is no unread conversation left to open.');
    await openConversation(page, population.idOf(addressOf(ordinal)));
  };
  const inbox = await measureOperations(
    hub,
    () => showInbox(page, stack),
    () => leaveInbox(page),
  );
  await open(); // loads the code of the pane and warms what marks as read
  const opened = await measureOperations(hub, open);
  await leaveInbox(page);
  await whenQuiet(hub);
  await context.close();
  return { inbox, openConversation: opened };
}

/** What one message to a conversation in view costs beside its own writing: per person who watches. */
async function measureWatched({ stack, company, admin }: Bench, agents: number): Promise<Operations> {
  const watchers = await openWatchers(stack, admin, { companyId: company.companyId, agents });
  const receive = () => company.receiveText(addressOf(0), 'Still there?');
  await receive();
  const cost = await measureOperations(stack.urls.hub, receive);
  await watchers.close();
  return cost;
}
