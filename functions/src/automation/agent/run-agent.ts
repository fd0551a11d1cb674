import type { AiAgent } from '#contracts/collections/assistant.ts';
import type { AiSettings } from '#contracts/collections/automation.ts';
import type { Message } from '#contracts/collections/message.ts';
import type { AiProviderId } from '#contracts/automation.ts';
import type { AiFailure, AiProvider } from '../../ai/provider.ts';
import type { Passage } from '../../knowledge/find-passages.ts';
import { now } from '../../platform/clock.ts';
import type { Reply } from '../responder.ts';
import { askModel, type Asked } from './ask-model.ts';
import { buildPrompt, type PromptFacts } from './build-prompt.ts';
import { buildTurns, type CustomerFacts, type GivenFiles } from './build-turns.ts';
import { DEADLINE_MS } from './decide-repeat.ts';
import { estimateTokens } from './estimate-tokens.ts';
import { guardAnswer, type GuardResult } from './guard-answer.ts';
import type { Dialogue } from './lines.ts';
import { hasKeyword } from './match-keyword.ts';
import { pickFiles } from './pick-files.ts';
import { RESPONSE_SCHEMA, type ModelOutput } from './read-output.ts';

/** Everything that the agent does to the world. */
export interface AgentDeps {
  /** Null: the company stored no key. */
  openProvider: (companyId: string, providerId: AiProviderId) => Promise<AiProvider | null>;
  findPassages: (request: {
    companyId: string;
    assistantId: string;
    provider: AiProvider;
    question: string;
    limit: number;
  }) => Promise<{ passages: Passage[]; inputTokens: number; hasFailed: boolean }>;
  /** The newest messages of one conversation, newest first. */
  readHistory: (companyId: string, conversationId: string) => Promise<(Message & { id: string })[]>;
  readSettings: (companyId: string) => Promise<AiSettings>;
  /** A stored file; null: it is gone. */
  readMediaFile: (path: string) => Promise<Buffer | null>;
  wait: (milliseconds: number) => Promise<void>;
}

/** All that one answer is made from: nothing else is read, but published knowledge of this assistant. */
export interface AgentInput {
  companyId: string;
  assistantId: string;
  agent: AiAgent;
  facts: PromptFacts;
  customer: CustomerFacts;
  /** Where the customer writes from: never shown to the model; an answer may hold it. */
  customerAddress: string;
  dialogue: Dialogue;
  /** Where files of this conversation lie; null: none are given. */
  mediaFolder: string | null;
  allowedHosts: string[];
  textCharacters: number;
}

type Usage = Reply['usage'];

export type AgentResult = { usage: Usage } & (
  | { outcome: 'keyword' }
  | { outcome: 'no-key' }
  | { outcome: 'failed'; failure: AiFailure }
  | { outcome: 'blocked' }
  | { outcome: 'refused'; why: Extract<GuardResult, { outcome: 'refused' }>['why'] }
  | {
      outcome: 'answered';
      type: ModelOutput['outcome'];
      /** Fit to be sent; empty where the model only hands over. */
      text: string;
      isAngry: boolean;
      /** Names of the documents that were put before the model. */
      sources: string[];
    }
);

const PASSAGES = { limit: 6, tokens: 3000 };
/** Characters of the question that knowledge is searched for. */
const SEARCH_CHARACTERS = 1000;

/** What the customer asks, as one text. */
export function questionOf({ waiting }: Dialogue): string {
  return waiting
    .map(({ text }) => text)
    .filter((text) => text !== '')
    .join('\n');
}

/** Answers once. Writes nothing. */
export async function runAgent(deps: AgentDeps, input: AgentInput): Promise<AgentResult> {
  const { companyId, agent, dialogue } = input;
  const startedAt = now();
  const usage: Usage = {
    provider: agent.provider,
    model: agent.model,
    inputTokens: 0,
    outputTokens: 0,
    latencyMs: 0,
    costMicros: 0,
    documentIds: [],
  };
  if (hasKeyword(questionOf(dialogue), agent.handOver.keywords)) return { outcome: 'keyword', usage };
  const provider = await deps.openProvider(companyId, agent.provider);
  if (provider === null) return { outcome: 'no-key', usage };
  const { passages, hasFailed, inputTokens: searchTokens } = await search(deps, provider, input);
  const asked = await ask(deps, provider, { input, passages, deadline: startedAt + DEADLINE_MS });
  const inputTokens = searchTokens + asked.inputTokens;
  const result = judge(asked, input, passages, {
    ...usage,
    inputTokens,
    outputTokens: asked.outputTokens,
    latencyMs: now() - startedAt,
    // Reading costs no less than embedding: the price of the model covers the tokens of the search.
    costMicros: provider.costMicros(agent.model, inputTokens, asked.outputTokens),
    documentIds: [...new Set(passages.map(({ documentId }) => documentId))],
  });
  // What was not looked at cannot be missing: people answer, and nobody is told to write what is there already.
  const isBlind = hasFailed && result.outcome === 'answered' && result.type === 'no_answer';
  return isBlind ? { outcome: 'failed', failure: 'unavailable', usage: result.usage } : result;
}

/** The nearest passages that fit the budget. Nothing is searched for a picture without a word. */
async function search(deps: AgentDeps, provider: AiProvider, input: AgentInput) {
  const { companyId, assistantId } = input;
  const question = questionOf(input.dialogue).slice(-SEARCH_CHARACTERS).toWellFormed().trim();
  if (question === '') return { passages: [], inputTokens: 0, hasFailed: false };
  const { limit } = PASSAGES;
  const found = await deps.findPassages({ companyId, assistantId, provider, question, limit });
  let tokens = 0;
  const passages = found.passages.filter(({ text }) => (tokens += estimateTokens(text)) <= PASSAGES.tokens);
  return { ...found, passages };
}

interface Question {
  input: AgentInput;
  passages: Passage[];
  deadline: number;
}

async function ask(deps: AgentDeps, provider: AiProvider, question: Question): Promise<Asked> {
  const files = await readFiles(deps, provider, question.input);
  const asked = await askWith(deps, provider, question, files);
  const isRefused = asked.outcome === 'failed' && asked.failure === 'request-refused';
  if (!isRefused || files.size === 0) return asked;
  // A broken picture must not cost the customer the answer: once more, with the file's name alone.
  const again = await askWith(deps, provider, question, new Map());
  return {
    ...again,
    inputTokens: asked.inputTokens + again.inputTokens,
    outputTokens: asked.outputTokens + again.outputTokens,
  };
}

function askWith(
  { wait }: AgentDeps,
  provider: AiProvider,
  { input, passages, deadline }: Question,
  files: GivenFiles,
): Promise<Asked> {
  const { agent, facts, customer, dialogue } = input;
  const request = {
    model: agent.model,
    system: buildPrompt(agent, facts).system,
    turns: buildTurns({ customer, passages, dialogue, files }),
    temperature: agent.temperature,
    maxOutputTokens: agent.maxOutputTokens,
    responseSchema: RESPONSE_SCHEMA,
  };
  return askModel(provider, request, { deadline, wait, random: Math.random });
}

async function readFiles(deps: AgentDeps, provider: AiProvider, input: AgentInput): Promise<GivenFiles> {
  const picked = pickFiles(input.dialogue.waiting, input.mediaFolder, provider.accepts);
  const files = await Promise.all(
    picked.map(async ({ path, mimeType }) => {
      const bytes = path === null ? null : await deps.readMediaFile(path);
      return path === null || bytes === null
        ? []
        : [[path, { mimeType, data: bytes.toString('base64') }] as const];
    }),
  );
  return new Map(files.flat());
}

function judge(asked: Asked, input: AgentInput, passages: Passage[], usage: Usage): AgentResult {
  if (asked.outcome === 'failed') return { outcome: 'failed', failure: asked.failure, usage };
  if (asked.outcome === 'blocked') return { outcome: 'blocked', usage };
  const { output } = asked;
  const sources = [...new Set(passages.map(({ documentName }) => documentName))];
  const answered = {
    outcome: 'answered',
    type: output.outcome,
    isAngry: output.isAngry,
    sources,
    usage,
  } as const;
  if (output.answer.trim() === '') return { ...answered, text: '' };
  const guarded = guard(output.answer, input, passages);
  return guarded.outcome === 'refused'
    ? { outcome: 'refused', why: guarded.why, usage }
    : { ...answered, text: guarded.text };
}

function guard(answer: string, input: AgentInput, passages: Passage[]): GuardResult {
  const { agent, dialogue, customer } = input;
  return guardAnswer(answer, {
    allowedHosts: input.allowedHosts,
    secret: buildPrompt(agent, input.facts).secret,
    published: [
      ...passages.map(({ text }) => text),
      ...agent.examples.map((example) => example.answer),
      agent.handOver.message,
    ],
    conversation: [
      ...[...dialogue.earlier, ...dialogue.waiting].map(({ text }) => text),
      customer.name,
      input.customerAddress,
    ],
    answers: dialogue.earlier.flatMap(({ from, text }) => (from === 'assistant' ? [text] : [])),
    textCharacters: input.textCharacters,
  });
}
