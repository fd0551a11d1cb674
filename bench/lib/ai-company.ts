import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { CallableInput } from '#contracts/callables/index.ts';
import { automationSchema } from '#contracts/collections/automation.ts';
import { knowledgeDocumentSchema } from '#contracts/collections/knowledge.ts';
import { paths } from '#contracts/collections/paths.ts';
import { aiAgent } from '../../functions/src/testing/ai-agent.ts';
import type { AdminAccess } from './admin-firestore.ts';
import type { BenchCompany } from './company.ts';
import type { StackProcess } from './stack-process.ts';

/** What customers ask in the benchmarks, and a text of the knowledge that answers it. */
export const QUESTION = 'When does the shop in the harbour street open?';
const KNOWLEDGE = [
  '# Opening hours\n\nThe shop in the harbour street opens at nine from Monday to Friday.',
  '# Parking\n\nGuests park behind the shop in the harbour street.',
  '# Returns\n\nShoes come back within thirty days in the shop in the harbour street.',
].join('\n\n');
const ANSWER = { outcome: 'answer', answer: 'At nine.', isAngry: false };

const POLL_MS = 50;

/** Lets an AI agent with a little knowledge answer on the company's channel, through the callables of its admin. */
export async function letAiAnswer({ db }: AdminAccess, company: BenchCompany): Promise<void> {
  const { companyId, channelId } = company;
  const key: CallableInput<'saveAiKey'> = { provider: 'gemini', apiKey: 'sim-key-of-the-benchmarks' };
  await company.call('saveAiKey', key);
  const limits: CallableInput<'saveAiLimits'> = {
    allowedHosts: [],
    tokensPerDay: 1_000_000_000,
    answersPerDay: 1_000_000,
  };
  await company.call('saveAiLimits', limits);
  const agent: CallableInput<'saveAssistant'> = {
    assistantId: null,
    settings: {
      type: 'ai',
      name: 'Ada',
      description: '',
      calendarId: null,
      ai: aiAgent({ model: 'gemini-2.5-flash' }),
    },
  };
  const { assistantId } = z
    .object({ assistantId: z.string() })
    .parse(await company.call('saveAssistant', agent));
  const text: CallableInput<'saveKnowledge'> = {
    assistantId,
    documentId: null,
    name: 'The shop',
    source: { type: 'text', text: KNOWLEDGE },
    questionId: null,
  };
  const { documentId } = z
    .object({ documentId: z.string() })
    .parse(await company.call('saveKnowledge', text));
  const document = db.doc(paths.knowledgeDocument(companyId, assistantId, documentId));
  await until(async () => {
    const { status } = knowledgeDocumentSchema.parse((await document.get()).data());
    if (status === 'failed') throw new Error('The knowledge was not trained.');
    return status === 'active';
  });
  await company.call('setAssistantStatus', { assistantId, status: 'active' });
  await company.call('setChannelAssistant', { channelId, type: 'ai', assistantId });
  const { epoch } = automationSchema.parse((await db.doc(paths.automation(companyId)).get()).data());
  await company.call('setAutomationMode', { mode: 'ai', expectedEpoch: epoch });
}

/** Makes the simulated AI answer everything, after a while. */
export async function setAiDelay(stack: StackProcess, delayMs: number): Promise<void> {
  await control(stack, 'PUT', 'ai', { rules: [{ when: '', answer: ANSWER, delayMs }] });
}

/** Makes the provider's next status callbacks come late; 0: at once again. */
export async function delayCallbacks(stack: StackProcess, delayMs: number): Promise<void> {
  await control(stack, 'DELETE', 'trouble');
  if (delayMs > 0) await control(stack, 'POST', 'trouble', { kind: 'delay', on: 'status', delayMs });
}

const messagesSchema = z.object({
  messages: z.array(z.object({ direction: z.string(), status: z.string() })),
});

/** States of what a phone was sent, oldest first. */
export async function sentTo(stack: StackProcess, address: string): Promise<string[]> {
  const query = new URLSearchParams({ phone: address });
  const { messages } = messagesSchema.parse(await control(stack, 'GET', `messages?${query.toString()}`));
  return messages.filter(({ direction }) => direction === 'outbound').map(({ status }) => status);
}

/** A customer writes from a phone of the simulator, which has to know it before it can be answered. */
export async function writeFromPhone(
  stack: StackProcess,
  { address }: BenchCompany,
  phone: string,
  text = QUESTION,
): Promise<void> {
  const answer = await control(stack, 'POST', 'messages', {
    from: phone,
    to: address,
    text,
    profileName: 'Ana',
  });
  const { webhook } = z.object({ webhook: z.object({ status: z.number() }) }).parse(answer);
  if (webhook.status !== 200) throw new Error(`The webhook answered with status ${webhook.status}.`);
}

/** The person has read all of the company's messages. */
export async function readOnPhone(
  stack: StackProcess,
  { address }: BenchCompany,
  phone: string,
): Promise<void> {
  await control(stack, 'POST', 'read', { phone, company: address });
}

export async function until(isSo: () => Promise<boolean>, timeoutMs = 30_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`It was still not so after ${timeoutMs} ms.`);
    await sleep(POLL_MS);
  }
}

export function newPhone(): string {
  return `whatsapp:+1628${3_000_000 + (randomBytes(3).readUIntBE(0, 3) % 1_000_000)}`;
}

async function control(
  stack: StackProcess,
  method: 'GET' | 'PUT' | 'POST' | 'DELETE',
  path: string,
  body?: object,
): Promise<unknown> {
  const response = await fetch(`${stack.urls.simulator}/control/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`The simulator answered with status ${response.status}.`);
  return response.json();
}
