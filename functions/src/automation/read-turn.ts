import type { AssistantType } from '#contracts/automation.ts';
import type { Assistant } from '#contracts/collections/assistant.ts';
import type { AiSettings } from '#contracts/collections/automation.ts';
import type { Company } from '#contracts/collections/company.ts';
import type { Message } from '#contracts/collections/message.ts';
import type { Taxonomy } from '#contracts/collections/taxonomy.ts';
import { findTaxonomy } from '../company/read-taxonomy.ts';
import { findOpenChannel, type OpenChannel } from '../inbox/dispatch-message.ts';
import { readMessage } from '../inbox/message-store.ts';
import { readConversation, type ReadConversation } from '../inbox/queue-messages.ts';
import type { DueEntry } from '../outbox/job.ts';
import { now } from '../platform/clock.ts';
import { findCompany } from '../platform/company.ts';
import { findAiSettings } from './ai-settings-store.ts';
import { findAssistant, readAutomation } from './automation-store.ts';
import type { CalendarFacts } from './calendar-facts.ts';
import { decideLive, type LiveAssistant } from './decide-live.ts';
import { isOwed } from './decide-turn.ts';
import { openHours } from '../calendars/hours-store.ts';
import { readUsage, type DayUsage } from './usage-store.ts';

/** An answer that is owed, and everything that deciding it takes. */
export interface OwedTurn {
  entry: DueEntry<'answer'>;
  read: ReadConversation;
  company: Company;
  live: LiveAssistant | null;
  assistant: Assistant | null;
  /** Whose turn it is, from the conversation as it was when the turn began; null where it does not say. */
  startedBy: string | null;
  startedType: AssistantType;
  /** As the settings call the assistant; empty where it is gone. */
  assistantName: string;
  /** The newest message of the customer. */
  message: Message | null;
  /** Null where nothing can be sent: the channel is gone, switched off, or its credentials cannot be read. */
  channel: OpenChannel | null;
  /** Null for a rule bot, which costs nothing. */
  spending: { day: DayUsage; budget: AiSettings['budget'] } | null;
  hours: CalendarFacts;
  /** The company's queues, archived ones too. */
  queues: Taxonomy['queues'];
  /** Reading failed: nothing but the conversation is known. */
  isBare: boolean;
}

/** The conversation that waits for an answer, and whose it is. */
export interface Owed {
  read: ReadConversation;
  company: Company;
}

/** The conversation where the answer is owed; null: there is nothing to do. One read. */
export async function findOwed({ companyId, job }: DueEntry<'answer'>): Promise<Owed | null> {
  const [read, company] = await Promise.all([
    readConversation(companyId, job.conversationId),
    findCompany(companyId),
  ]);
  return company !== null && isOwed(read.conversation, job.inboundCount) ? { read, company } : null;
}

/**
 * Reads what an answer takes: the settings as they are now, the message, and for an AI what was used today; the rest is
 * known to the instance. At most 3 reads, and 4 where the instance has just started.
 */
export async function readTurn(entry: DueEntry<'answer'>, { read, company }: Owed): Promise<OwedTurn> {
  const { companyId, job } = entry;
  const { conversation } = read;
  const assistantId = conversation.automation?.assistantId ?? '';
  const [automation, assistant, message, channel, spending, { queues }] = await Promise.all([
    readAutomation(companyId),
    assistantId === '' ? null : findAssistant(companyId, assistantId),
    readMessage(companyId, job.conversationId, job.messageId),
    findOpenChannel(companyId, conversation.channelId),
    conversation.handler === 'ai' ? readSpending(companyId, company) : null,
    findTaxonomy(companyId),
  ]);
  const hours = await openHours(companyId, channel?.channel.calendarId);
  return {
    entry,
    read,
    company,
    live: decideLive(automation, conversation.channelId, hours),
    assistant,
    ...starterOf(read),
    assistantName: automation.assistants[assistantId]?.name ?? assistant?.name ?? '',
    message,
    channel,
    spending,
    hours,
    queues,
    isBare: false,
  };
}

/** What is left to go by where reading the rest failed: enough to hand the conversation over. */
export function bareTurn(entry: DueEntry<'answer'>, { read, company }: Owed): OwedTurn {
  return {
    entry,
    read,
    company,
    live: null,
    assistant: null,
    ...starterOf(read),
    assistantName: '',
    message: null,
    channel: null,
    spending: null,
    hours: { isOpen: () => true, decide: () => null },
    queues: {},
    isBare: true,
  };
}

function starterOf({ conversation }: ReadConversation): Pick<OwedTurn, 'startedBy' | 'startedType'> {
  return {
    startedBy: conversation.automation?.assistantId ?? null,
    startedType: conversation.handler === 'ai' ? 'ai' : 'chatbot',
  };
}

export async function readSpending(
  companyId: string,
  company: Company,
): Promise<{ day: DayUsage; budget: AiSettings['budget'] }> {
  const [day, { budget }] = await Promise.all([
    readUsage(companyId, company, now()),
    findAiSettings(companyId),
  ]);
  return { day, budget };
}
