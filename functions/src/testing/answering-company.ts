import type { AssistantSettings } from '#contracts/callables/automation.ts';
import type { AutomationMode } from '#contracts/automation.ts';
import type { CallableInput, CallableName, CallableOutput } from '#contracts/callables/index.ts';
import { automationSchema } from '#contracts/collections/automation.ts';
import { paths } from '#contracts/collections/paths.ts';
import { db } from '../platform/admin.ts';
import { randomId } from '../platform/ids.ts';
import type { SimulatedMessage } from '../../../simulator/src/messages.ts';
import { aiAgent, type AgentChange } from './assistants.ts';
import { saveAiKey } from './ai.ts';
import { ACCOUNT_SID, AUTH_TOKEN, createDemoCompany, NUMBER, type DemoCompany } from './demo-company.ts';
import { setAccount, takenMessages } from './provider.ts';
import type { Stack } from './stack.ts';

/** A company that answers by itself, as its admin would set it up: only through callables, on the running functions. */
export interface AnsweringCompany extends DemoCompany {
  number: string;
  /** WhatsApp. */
  channelId: string;
  /** The admin's calls; a refusal is an error. */
  call: <Name extends CallableName>(name: Name, input: CallableInput<Name>) => Promise<CallableOutput<Name>>;
  /** Sets the one switch. */
  setMode: (mode: AutomationMode) => Promise<void>;
}

/** Creates an assistant, switches it on and lets it answer on the company's WhatsApp while the mode is its type. */
export async function putOnChannel(
  { channelId, call }: AnsweringCompany,
  settings: AssistantSettings,
): Promise<string> {
  const { assistantId } = await call('saveAssistant', { assistantId: randomId(), isNew: true, settings });
  await call('setAssistantStatus', { assistantId, status: 'active' });
  await call('setChannelAssistant', { channelId, type: settings.type, assistantId });
  return assistantId;
}

/** An AI agent as it is saved; a case states what matters to it. */
export function agentSettings(name: string, ai: AgentChange = {}): AssistantSettings {
  return { type: 'ai', name, description: '', calendarId: null, ai: aiAgent(ai) };
}

/** A company with a key; it answers nothing until an assistant is put on its channel and the mode is set. */
export async function createAnsweringCompany(
  stack: Stack,
  companyId: string,
  number = NUMBER,
): Promise<AnsweringCompany> {
  const demo = await createDemoCompany(companyId, number);
  const token = await stack.signIn(demo.members.admin);
  await saveAiKey(stack, token);
  const call: AnsweringCompany['call'] = async (name, input) => {
    const result = await stack.call(name, input, token);
    if (!result.ok) throw new Error(`${name} was refused: ${result.details?.reason ?? result.status}`);
    return result.data;
  };
  return {
    ...demo,
    number,
    channelId: demo.channels.twilio_whatsapp.channelId,
    call,
    async setMode(mode) {
      const { epoch } = automationSchema.parse((await db().doc(paths.automation(companyId)).get()).data());
      await call('setAutomationMode', { mode, expectedEpoch: epoch });
    },
  };
}

/** Gives the simulated account numbers, so that phones can write to each of them. */
export async function ownNumbers(stack: Stack, numbers: string[]): Promise<void> {
  await setAccount(stack, {
    sid: ACCOUNT_SID,
    authToken: AUTH_TOKEN,
    name: 'Test account',
    numbers: numbers.map((phone) => ({ phone, sms: true, whatsapp: true })),
  });
}

/** Somebody with WhatsApp who writes through the simulated provider. */
export interface Phone {
  /** `whatsapp:+...` */
  address: string;
  /** Writes, and waits until the company's webhook has answered. */
  write: (text: string, profileName?: string) => Promise<void>;
  /** What the company sent to this phone, oldest first. */
  received: () => Promise<SimulatedMessage[]>;
}

export function phoneOf(stack: Stack, { number }: Pick<AnsweringCompany, 'number'>, phone: string): Phone {
  const address = `whatsapp:${phone}`;
  const company = `whatsapp:${number}`;
  return {
    address,
    async write(text, profileName = 'Ana') {
      const answer = await stack.control('messages', { from: address, to: company, text, profileName });
      const { webhook } = answer as { webhook: { status: number } | null }; // as the simulator answers
      if (webhook?.status !== 200) throw new Error(`the webhook answered ${webhook?.status ?? 'nothing'}`);
    },
    async received() {
      const taken = await takenMessages(stack, address);
      return taken.filter(({ from }) => from === company);
    },
  };
}
