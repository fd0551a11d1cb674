import type { HandOverReason } from '#contracts/automation.ts';
import type { Assistant } from '#contracts/collections/assistant.ts';
import type { Run, Unanswered, Usage } from '#contracts/collections/automation.ts';
import type { Message } from '#contracts/collections/message.ts';
import { paths } from '#contracts/collections/paths.ts';
import { costMicros } from '../../../functions/src/ai/prices.ts';
import { eventMessage } from '../../../functions/src/inbox/message-store.ts';
import { answerFromKnowledge } from '../../../simulator/src/ai/answer-from-knowledge.ts';
import { embed } from '../../../simulator/src/ai/embed.ts';
import { CLARA, FAREWELL } from './assistants.ts';
import { demoId } from './company.ts';
import type { DemoDocument } from './generate-demo.ts';
import type { DemoPassage } from './knowledge.ts';
import { SECOND_MS } from './scene.ts';
import type { Story } from './story.ts';

/** Customers that Clara answered by itself. */
const ANSWERED = 5;
/** Questions that nobody has added to the knowledge or dismissed. */
const OPEN_QUESTIONS = 2;
/** Shorter ones are greetings. */
const LEAST_CHARACTERS = 60;
/** As near as the product asks for. */
const LEAST_SIMILARITY = 0.25;
const PASSAGES = 6;
const ANSWER_AFTER_MS = 6 * SECOND_MS;
/** What the instructions and the passages come to, and what an answer takes. */
const TOKENS = { input: 1140, output: 46 };

/** Where a customer waited for people, and what Clara would have said. */
interface Chance {
  story: Story;
  /** What the customer wrote before somebody accepted. */
  question: string;
  last: Message;
  answer: ReturnType<typeof answerFromKnowledge>;
  passages: DemoPassage[];
}

interface Played {
  assistant: Assistant;
  passages: DemoPassage[];
  timeZone: string;
  /** Where a conversation waits after a hand-over. */
  queueId: string | null;
}

/**
 * What Clara did while it was on: some closed conversations where it answered first, or handed over because it knew
 * nothing; with the record of each, what they used, and the questions that are left. Adds to the stories' messages.
 */
export function playAnswers(companyId: string, stories: Story[], played: Played): DemoDocument[] {
  const chances = stories
    .flatMap((story) => chanceIn(story, played.passages))
    .toSorted((a, b) => b.last.providerAt - a.last.providerAt);
  const answered = chances.filter(({ answer }) => answer.outcome === 'answer').slice(0, ANSWERED);
  const unknown = chances.filter(({ answer }) => answer.outcome === 'no_answer');
  // The newest of each language: what the model says then is a sentence a language.
  const handedOver = [...Map.groupBy(unknown, ({ answer }) => answer.text).values()].flatMap((each) =>
    each.slice(0, 1),
  );
  const runs = [...answered, ...handedOver].map((chance, index) => playOne(chance, index, played));
  return [
    ...runs.map((run, index) => ({ path: paths.run(companyId, demoId('run', String(index))), data: run })),
    ...usageOf(runs, played.timeZone).map((data) => ({ path: paths.usage(companyId, data.day), data })),
    ...handedOver.slice(0, OPEN_QUESTIONS).map(({ story, question, last }, index) => {
      const data: Unanswered = {
        at: last.providerAt + ANSWER_AFTER_MS,
        assistantId: CLARA.id,
        conversationId: story.cast.conversationId,
        question,
        state: 'open',
      };
      return { path: paths.question(companyId, demoId('question', String(index))), data };
    }),
  ];
}

/** The last time that a customer of WhatsApp wrote words alone and then waited long enough for an answer. */
function chanceIn(story: Story, passages: DemoPassage[]): Chance[] {
  if (story.conversation.status !== 'closed' || story.cast.channel.type !== 'twilio_whatsapp') return [];
  const messages = [...story.messages.values()].toSorted((a, b) => a.providerAt - b.providerAt);
  const accepted = messages.findLastIndex(({ event }) => event?.type === 'accepted');
  const start = messages.findLastIndex(({ direction }, index) => index < accepted && direction !== 'inbound');
  const waiting = messages.slice(start + 1, accepted);
  const last = waiting.at(-1);
  const next = messages[accepted];
  const isPlain = waiting.every(({ kind, media }) => kind === 'text' && media.length === 0);
  if (last === undefined || next === undefined || !isPlain) return [];
  if (next.providerAt - last.providerAt < 5 * ANSWER_AFTER_MS) return [];
  const question = waiting.map(({ text }) => text).join('\n');
  if (question.length < LEAST_CHARACTERS) return [];
  const found = nearest(question, passages);
  return [{ story, question, last, passages: found, answer: answerOf(question, found) }];
}

function nearest(question: string, passages: DemoPassage[]): DemoPassage[] {
  const asked = embed(question, passages[0]?.vector.length ?? 0);
  return passages
    .map((passage) => ({
      passage,
      similarity: passage.vector.reduce((sum, value, index) => sum + value * (asked[index] ?? 0), 0),
    }))
    .filter(({ similarity }) => similarity >= LEAST_SIMILARITY)
    .toSorted((a, b) => b.similarity - a.similarity)
    .slice(0, PASSAGES)
    .map(({ passage }) => passage);
}

/** The words of the simulated model, which sees the passages as the product puts them. */
function answerOf(question: string, passages: DemoPassage[]) {
  const given = JSON.stringify(passages.map(({ documentName, text }) => ({ document: documentName, text })));
  const text = `<<<DATA knowledge\n${given}\nDATA>>>\n${question}`;
  return answerFromKnowledge({
    model: '',
    system: '',
    turns: [{ role: 'customer', text, files: [] }],
    schema: null,
    temperature: null,
    maxOutputTokens: null,
  });
}

function playOne(chance: Chance, index: number, played: Played): Run {
  const { story, last, answer, passages } = chance;
  const { assistant } = played;
  const knows = answer.outcome === 'answer';
  const texts = knows ? [answer.text] : [answer.text, FAREWELL];
  const messageIds = texts.map((text, position) => say(chance, text, position));
  const reason: HandOverReason | null = knows ? null : 'no-answer';
  const { companyId, conversationId, clientName } = story.cast;
  if (reason !== null) {
    const at = last.providerAt + ANSWER_AFTER_MS + texts.length * SECOND_MS;
    story.insert(
      demoId('ai event', conversationId),
      eventMessage({ companyId, conversationId, ticketId: last.ticketId, receivedAt: at }, null, {
        type: 'handed-over',
        by: null,
        assistantName: assistant.name,
        reason,
        toQueueId: played.queueId,
        note: '',
      }),
    );
  }
  const model = assistant.type === 'ai' ? assistant.ai.model : null;
  const inputTokens = TOKENS.input + 37 * index;
  const outputTokens = TOKENS.output + 5 * index;
  return {
    at: last.providerAt + ANSWER_AFTER_MS,
    assistantId: CLARA.id,
    assistantName: assistant.name,
    type: 'ai',
    conversationId,
    clientName,
    messageId: messageIds[0] ?? null,
    outcome: knows ? 'answered' : 'handed-over',
    reason,
    provider: 'gemini',
    model,
    promptVersion: assistant.promptVersion,
    inputTokens,
    outputTokens,
    latencyMs: 900 + 130 * index,
    costMicros: costMicros('gemini', model ?? '', inputTokens, outputTokens),
    documentIds: [...new Set(passages.map(({ documentId }) => documentId))],
  };
}

/** Puts one message of Clara into the story; returns its id. */
function say({ story, last }: Chance, text: string, position: number): string {
  const { companyId, conversationId, channel } = story.cast;
  const messageId = demoId('ai message', conversationId, String(position));
  const at = last.providerAt + ANSWER_AFTER_MS + position * SECOND_MS;
  const provider = Buffer.from(demoId('provider', messageId), 'base64url').toString('hex').slice(0, 32);
  story.insert(messageId, {
    companyId,
    conversationId,
    direction: 'outbound',
    public: true,
    kind: 'text',
    text,
    media: [],
    providerMessageId: `SM${provider}`,
    from: channel.address,
    fromName: null,
    providerAt: at,
    receivedAt: at,
    sentBy: null,
    assistant: { ...CLARA },
    ticketId: last.ticketId,
    status: 'read',
    error: null,
    attemptId: demoId('attempt', messageId),
    replyTo: null,
  });
  return messageId;
}

/** What the runs used, day by day, where the company is. */
function usageOf(runs: Run[], timeZone: string): Usage[] {
  const dayOf = new Intl.DateTimeFormat('en-CA', { timeZone });
  return [...Map.groupBy(runs, ({ at }) => dayOf.format(at))].map(([day, those]) => ({
    day,
    answers: those.length,
    tokens: those.reduce((sum, { inputTokens, outputTokens }) => sum + inputTokens + outputTokens, 0),
    costMicros: those.reduce((sum, run) => sum + run.costMicros, 0),
  }));
}
