import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import twilio from 'twilio';
import { afterEach, expect, test } from 'vitest';

const TOKEN = 'test-auth-token-0000000000000000';
const ACCOUNT = 'AC00000000000000000000000000000a01';
const URL_SIGNED = 'https://example.test/webhooks/twilio/sms';
const MESSAGES = 500;
const CUSTOMERS = 40;
const IN_FLIGHT = 8;

interface Running {
  process: ChildProcess;
  functions: string;
  hub: string;
  env: Record<string, string>;
}

let running: Running | undefined;
let folder: string;

afterEach(async () => {
  if (running) await kill(running);
  rmSync(folder, { recursive: true, force: true });
});

/**
 * A provider keeps sending what was not acknowledged. The whole installation is killed, without a chance to tidy up,
 * while it takes messages; what it had acknowledged must be there once, and what it had not is sent again.
 */
test('killing everything during 500 inbound messages loses none and doubles none', async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'colibri-crash-'));
  running = await start(folder);
  const waiting = Array.from({ length: MESSAGES }, (_, index) => index);
  let acknowledged = 0;
  const killAt = new Set([90, 210, 330, 440]);

  const worker = async (): Promise<void> => {
    for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
      if (await deliver(index)) {
        acknowledged += 1;
        if (killAt.delete(acknowledged)) await restart();
      } else {
        waiting.push(index);
        await sleep(50);
      }
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));

  expect(killAt.size).toBe(0);
  const stored = await storedMessages(running.env);
  expect(stored.total).toBe(MESSAGES);
  expect(stored.texts.size).toBe(MESSAGES);
  expect(stored.wrongCounts).toEqual([]);
}, 600_000);

let restarting: Promise<void> | null = null;
function restart(): Promise<void> {
  restarting ??= (async () => {
    if (running) await kill(running);
    running = await start(folder);
    restarting = null;
  })();
  return restarting;
}

/** True if the webhook acknowledged the message. */
async function deliver(index: number): Promise<boolean> {
  if (restarting) await restarting;
  const sid = `SM${String(index).padStart(32, '0')}`;
  const params = {
    MessageSid: sid,
    SmsSid: sid,
    AccountSid: ACCOUNT,
    From: `+1415555${String(1000 + (index % CUSTOMERS))}`,
    To: '+14155550199',
    Body: `message ${index}`,
    NumMedia: '0',
  };
  try {
    const response = await fetch(`${running?.functions}/webhooks/twilio/sms`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': twilio.getExpectedTwilioSignature(TOKEN, URL_SIGNED, params),
      },
      body: new URLSearchParams(params),
      signal: AbortSignal.timeout(15_000),
    });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false; // refused, cut or too late: the provider sends it again
  }
}

async function storedMessages(env: Record<string, string>) {
  Object.assign(process.env, env);
  const { initializeApp, deleteApp } = await import('firebase-admin/app');
  const { getFirestore } = await import('firebase-admin/firestore');
  const app = initializeApp({ projectId: 'demo-colibri' }, 'crash-test');
  const db = getFirestore(app);
  const messages = await db.collectionGroup('messages').get();
  const inbound = messages.docs.filter((document) => document.get('direction') === 'inbound');
  const conversations = await db.collectionGroup('conversations').get();
  const wrongCounts = conversations.docs
    .map((conversation) => ({
      counted: conversation.get('inboundCount') as number,
      stored: inbound.filter((message) => message.get('conversationId') === conversation.id).length,
    }))
    .filter(({ counted, stored }) => counted !== stored);
  await deleteApp(app);
  return {
    total: inbound.length,
    texts: new Set(inbound.map((message) => message.get('text') as string)),
    wrongCounts,
  };
}

function start(dataFolder: string): Promise<Running> {
  const child = spawn(process.execPath, [path.resolve('tests/support/stack-process.ts'), dataFolder], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // A process group of its own: killing it takes the functions' process along.
    detached: true,
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The stack ended with ${code} before it was ready.`)));
    createInterface({ input: child.stdout }).once('line', (line) => {
      const where = JSON.parse(line) as Omit<Running, 'process'>; // printed by stack-process.ts
      resolve({ process: child, ...where });
    });
  });
}

async function kill({ process: child }: Running): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  process.kill(-child.pid, 'SIGKILL');
  await ended;
}
