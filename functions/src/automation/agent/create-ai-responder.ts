import { CAPABILITIES } from '#contracts/channels.ts';
import type { Assistant } from '#contracts/collections/assistant.ts';
import type { Company } from '#contracts/collections/company.ts';
import { knownName } from '#contracts/known-name.ts';
import type { Responder } from '../responder.ts';
import type { PromptFacts } from './build-prompt.ts';
import { decideReply } from './decide-reply.ts';
import { readDialogue } from './lines.ts';
import { questionOf, runAgent, type AgentDeps } from './run-agent.ts';

/** The AI as a responder. It reads this conversation and its company's limits, and writes nothing. */
export function createAiResponder(deps: AgentDeps): Responder {
  return async (turn) => {
    const { companyId, company, conversationId, conversation, assistant } = turn;
    const assistantId = (turn.automation ?? conversation.automation)?.assistantId;
    if (assistantId === undefined) throw new Error('a conversation is answered that no assistant holds');
    if (assistant.type !== 'ai') throw new Error(`assistant ${assistantId} is no AI agent`);
    const [history, settings] = await Promise.all([
      deps.readHistory(companyId, conversationId),
      deps.readSettings(companyId),
    ]);
    const dialogue = readDialogue(history, turn.message, turn.messageId);
    const result = await runAgent(deps, {
      companyId,
      assistantId,
      agent: assistant.ai,
      facts: factsOf(assistant, company, { channel: conversation.channelType, at: turn.at }),
      customer: {
        name: knownName(conversation.client.name),
        channel: conversation.channelType,
        isOpen: turn.hours.isOpen(null),
      },
      customerAddress: conversation.client.address,
      dialogue,
      mediaFolder: `companies/${companyId}/media/${conversationId}/`,
      allowedHosts: settings.allowedHosts,
      textCharacters: CAPABILITIES[conversation.channelType].textCharacters,
    });
    const reply = decideReply(result, {
      agent: assistant.ai,
      failedTurns: turn.automation?.failedTurns ?? 0,
      question: questionOf(dialogue),
      locale: company.locale,
    });
    return { ...reply, bot: null, clientFields: {}, usage: result.usage };
  };
}

/** What the prompt says of now and here, in the company's time zone. */
export function factsOf(
  assistant: Assistant,
  company: Company,
  { channel, at }: { channel: string; at: number },
): PromptFacts {
  const [date = '', time = ''] = new Intl.DateTimeFormat('sv-SE', {
    timeZone: company.timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  })
    .format(at)
    .split(' ');
  return { assistantName: assistant.name, companyName: company.name, channel, date, time };
}
