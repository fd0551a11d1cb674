import * as z from 'zod';
import type { CallableInput } from '#contracts/callables/index.ts';
import { automationSchema } from '#contracts/collections/automation.ts';
import { knowledgeDocumentSchema } from '#contracts/collections/knowledge.ts';
import { paths } from '#contracts/collections/paths.ts';
import { randomId } from '../../functions/src/platform/ids.ts';
import { aiAgent } from '../../functions/src/testing/assistants.ts';
import { control } from '../../simulator/testing/control.ts';
import type { AdminAccess } from './admin-firestore.ts';
import type { BenchCompany } from './company.ts';
import { simulatorOf } from './phone.ts';
import type { StackProcess } from './stack-process.ts';
import { until } from './until.ts';

/** What customers ask in the benchmarks, and a text of the knowledge that answers it. */
export const QUESTION = 'When does the shop in the harbour street open?';
const KNOWLEDGE = [
  '# Opening hours\n\nThe shop in the harbour street opens at nine from Monday to Friday.',
  '# Parking\n\nGuests park behind the shop in the harbour street.',
  '# Returns\n\nShoes come back within thirty days in the shop in the harbour street.',
].join('\n\n');
const ANSWER = { outcome: 'answer', answer: 'At nine.', isAngry: false };

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
    assistantId: randomId(),
    isNew: true,
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
    documentId: randomId(),
    isNew: true,
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
  const rules = [{ when: '', answer: ANSWER, delayMs }];
  await control(simulatorOf(stack), 'PUT', 'ai', { rules });
}
