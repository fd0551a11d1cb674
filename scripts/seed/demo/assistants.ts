import type { Assistant } from '#contracts/collections/assistant.ts';
import type { AiSettings, Automation } from '#contracts/collections/automation.ts';
import type { BotDefinition } from '#contracts/collections/bot.ts';
import { AI_MODELS } from '#contracts/ai-models.ts';
import { paths } from '#contracts/collections/paths.ts';
import { entryOf } from '../../../functions/src/automation/automation-store.ts';
import { keySecretId } from '../../../functions/src/ai/open-provider.ts';
import { shownEnd } from '../../../functions/src/platform/shown-end.ts';
import { ADMIN, demoId, queueIdOf } from './company.ts';
import type { DemoDocument } from './generate-demo.ts';

const DAY_MS = 24 * 60 * 60_000;

export const CLARA = { id: demoId('assistant', 'clara'), name: 'Clara', type: 'ai' } as const;
const FRONT_DESK_ID = demoId('assistant', 'front-desk');

/** Keys that the simulated providers accept and no real one does. */
export const AI_KEYS = [
  { secretId: keySecretId('gemini'), apiKey: 'sim-gemini-key-of-the-demo' },
  { secretId: keySecretId('openai'), apiKey: 'sim-openai-key-of-the-demo' },
] as const;

/** What Clara says when people go on: customers of the shop speak three languages. */
export const FAREWELL = [
  'One moment, somebody of our team goes on from here.',
  'Un momento, una persona del equipo sigue contigo.',
  'Um momento, alguém da equipe continua com você.',
].join('\n');

const FRONT_DESK: BotDefinition = {
  start: 'greeting',
  steps: {
    greeting: {
      type: 'say',
      text: 'Hello {{client.firstName}}, welcome to {{company.name}}.',
      media: null,
      next: 'menu',
    },
    menu: {
      type: 'menu',
      text: 'How can we help you?',
      options: [
        { id: 'shops', label: 'Shops and opening hours', next: 'shops' },
        { id: 'order', label: 'My order', next: 'order' },
        { id: 'return', label: 'Return or exchange', next: 'return' },
        { id: 'person', label: 'Talk to a person', next: 'hours' },
      ],
      failuresUntil: 3,
      onFailure: 'hours',
    },
    shops: {
      type: 'say',
      text: 'Our shops in Roma, Condesa and Polanco are open every day from 9:00 to 20:00. On 25 December we are closed.',
      media: null,
      next: null,
    },
    order: {
      type: 'ask',
      text: 'What is the number of your order? It has six digits.',
      format: 'number',
      variable: 'order_number',
      retryText: 'That does not look like the number of an order. It has digits alone, such as 480213.',
      failuresUntil: 3,
      onFailure: 'hours',
      next: 'noted',
    },
    noted: {
      type: 'handOver',
      text: 'Thank you. We look up order {{order_number}} and answer you here.',
      queueId: queueIdOf('support'),
    },
    return: {
      type: 'menu',
      text: 'Shoes can be returned within 30 days, unworn and in their box. What do you need?',
      options: [
        { id: 'size', label: 'Another size', next: 'returns' },
        { id: 'money', label: 'My money back', next: 'returns' },
        { id: 'back', label: 'Back to the beginning', next: 'menu' },
      ],
      failuresUntil: 3,
      onFailure: 'hours',
    },
    returns: {
      type: 'handOver',
      text: 'One moment, our team for returns takes care of it.',
      queueId: queueIdOf('returns'),
    },
    hours: { type: 'hours', calendarId: null, whenOpen: 'people', whenClosed: 'closed' },
    people: {
      type: 'handOver',
      text: 'One moment, somebody of our team will be with you shortly.',
      queueId: null,
    },
    closed: {
      type: 'handOver',
      text: 'We are closed now and answer you first thing in the morning.',
      queueId: null,
    },
  },
  rules: [
    { match: 'keyword', value: 'person', priority: 10, next: 'hours' },
    { match: 'keyword', value: 'agent', priority: 20, next: 'hours' },
  ],
  fallbackText: 'I did not understand that.',
};

/** Who could answer the company's customers: an AI agent and a rule bot, both ready and both resting. */
export function describeAssistants(
  companyId: string,
  now: number,
  whatsappId: string,
): { documents: DemoDocument[]; clara: Assistant } {
  const common = {
    status: 'active',
    archived: false,
    calendarId: null,
    createdAt: now - 40 * DAY_MS,
    updatedAt: now - 2 * DAY_MS,
    updatedBy: ADMIN.uid,
  } as const;
  const clara: Assistant = { ...common, ...describeClara(), promptVersion: 3 };
  const frontDesk: Assistant = {
    ...common,
    type: 'chatbot',
    name: 'Front desk',
    description: 'Menu for shops, orders and returns; everything else goes to people.',
    promptVersion: 1,
    bot: FRONT_DESK,
  };
  const automation: Automation = {
    mode: 'off',
    epoch: 4,
    channels: { [whatsappId]: { chatbot: FRONT_DESK_ID, ai: CLARA.id } },
    assistants: { [CLARA.id]: entryOf(clara), [FRONT_DESK_ID]: entryOf(frontDesk) },
    changedBy: ADMIN.uid,
    changedAt: now - 5 * 60_000,
  };
  const key = (apiKey: string) => ({
    lastFour: shownEnd(apiKey),
    setBy: ADMIN.uid,
    setAt: now - 40 * DAY_MS,
  });
  const [gemini, openai] = AI_KEYS;
  const ai: AiSettings = {
    keys: { gemini: key(gemini.apiKey), openai: key(openai.apiKey) },
    allowedHosts: [],
    budget: { tokensPerDay: 200_000, answersPerDay: 400 },
  };
  return {
    clara,
    documents: [
      { path: paths.automation(companyId), data: automation },
      { path: paths.aiSettings(companyId), data: ai },
      { path: paths.assistant(companyId, CLARA.id), data: clara },
      { path: paths.assistant(companyId, FRONT_DESK_ID), data: frontDesk },
    ],
  };
}

function describeClara() {
  return {
    type: 'ai' as const,
    name: CLARA.name,
    description: 'Answers questions about sizes, returns, delivery and shops.',
    ai: {
      provider: 'gemini' as const,
      model: AI_MODELS.gemini[0]?.id ?? '',
      systemPrompt:
        'You are {{assistant}}, the assistant of {{company}}, a shoe shop in Mexico City. Be warm and brief: one or two sentences. Say which size or which shop you mean. If somebody asks about an order that is on its way, hand over to a colleague, because you cannot look up orders.',
      temperature: 0.3,
      maxOutputTokens: 400,
      languages: ['es', 'en', 'pt-BR'],
      examples: [
        {
          question: 'Do your shoes run small?',
          answer: 'Most of our models run true to size. If you are between two sizes, take the larger one.',
        },
        {
          question: '¿Puedo recoger en tienda?',
          answer:
            'Claro que sí: pide en línea y recoge gratis en cualquiera de nuestras tiendas desde el día siguiente.',
        },
      ],
      refusedTopics: ['medical advice', 'other brands'],
      handOver: {
        keywords: ['complaint', 'queja', 'reclamação'],
        failedTurns: 2,
        onNoAnswer: true,
        onAnger: true,
        message: FAREWELL,
        queueId: null,
      },
      draftOnly: false,
    },
  };
}
