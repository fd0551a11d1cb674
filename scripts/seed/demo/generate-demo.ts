import { paths } from '#contracts/collections/paths.ts';
import { describeConnection, type Connection } from '../connection.ts';
import type { AssetSizes } from './assets.ts';
import { describeAssistants } from './assistants.ts';
import { ANNOUNCEMENT_ID, describeAnnouncement } from './board.ts';
import { clientDocuments } from './clients.ts';
import { demoId, describeCompany, queueIdOf } from './company.ts';
import { CALENDAR_ID, describeHours } from './hours.ts';
import { describeKnowledge } from './knowledge.ts';
import { planConversations } from './plan.ts';
import { playConversation, type DemoCast } from './play-conversation.ts';
import { playAnswers } from './played-answers.ts';
import { createRandom } from './random.ts';
import { MINUTE_MS } from './scene.ts';
import type { Story, StoryFile } from './story.ts';

export interface DemoDocument {
  path: string;
  data: object;
}

export interface Demo {
  /** Written with their secrets. */
  connections: Connection[];
  documents: DemoDocument[];
  files: StoryFile[];
}

export interface DemoOptions {
  companyId: string;
  /** Milliseconds since the epoch at which the demo is looked at. */
  now: number;
  simulator: { accountSid: string; authToken: string; phone: string };
  publicBaseUrl: string;
  assetSizes: AssetSizes;
}

/** A customer who comes back within this time continues the same ticket. */
const REOPEN_WITHIN_MS = 12 * 60 * MINUTE_MS;

/** Everything the demo company holds, the same for the same options. Nothing is written. */
export function generateDemo(options: DemoOptions): Demo {
  const { companyId, now, assetSizes } = options;
  const { company, members, directory, taxonomy } = describeCompany(now);
  const connections = describeConnections(options, company.createdAt);
  const cast: DemoCast = {
    companyId,
    now,
    assetSizes,
    connections,
    taxonomy,
    taken: new Set([options.simulator.phone]),
    met: [],
  };
  const stories = planConversations(createRandom('plan')).map((plan) => playConversation(cast, plan));
  const whatsapp = connections.find(({ channel }) => channel.type === 'twilio_whatsapp');
  const assistants = describeAssistants(companyId, now, whatsapp?.channelId ?? '');
  const knowledge = describeKnowledge(companyId, now);
  const answers = playAnswers(companyId, stories, {
    assistant: assistants.clara,
    passages: knowledge.passages,
    timeZone: company.timeZone,
    queueId: whatsapp?.channel.queueId ?? null,
  });
  const announcement = describeAnnouncement(now);
  const { author, priority, roles, from, until } = announcement;
  const notices = [{ id: ANNOUNCEMENT_ID, authorId: author.uid, priority, roles, from, until }];
  const documents: DemoDocument[] = [
    { path: paths.company(companyId), data: { ...company, calendarId: CALENDAR_ID, notices } },
    { path: paths.announcement(companyId, ANNOUNCEMENT_ID), data: announcement },
    ...assistants.documents,
    ...knowledge.documents,
    ...answers,
    { path: paths.calendar(companyId, CALENDAR_ID), data: describeHours(now) },
    { path: paths.directory(companyId), data: directory },
    { path: paths.taxonomy(companyId), data: taxonomy },
    ...[...members].map(([uid, data]) => ({ path: paths.member(companyId, uid), data })),
    ...clientDocuments(companyId, cast.met),
    ...stories.flatMap((story) => storyDocuments(companyId, story)),
  ];
  return { connections, documents, files: stories.flatMap(({ files }) => files) };
}

function describeConnections(options: DemoOptions, createdAt: number): Connection[] {
  const { companyId, publicBaseUrl, simulator, now } = options;
  const shared = {
    companyId,
    ...simulator,
    reopenWithinMs: REOPEN_WITHIN_MS,
    country: 'MX',
    publicBaseUrl,
    createdAt,
  };
  const connections = [
    describeConnection({
      ...shared,
      channelId: demoId('channel', 'whatsapp'),
      type: 'twilio_whatsapp',
      name: 'WhatsApp',
      queueId: queueIdOf('sales'),
    }),
    describeConnection({
      ...shared,
      channelId: demoId('channel', 'sms'),
      type: 'twilio_sms',
      name: 'SMS',
      queueId: queueIdOf('support'),
    }),
  ];
  for (const { channel } of connections) channel.health.lastWebhookAt = now - 2 * MINUTE_MS;
  return connections;
}

function storyDocuments(companyId: string, story: Story): DemoDocument[] {
  const { conversationId } = story.cast;
  return [
    { path: paths.conversation(companyId, conversationId), data: story.conversation },
    { path: paths.identity(companyId, conversationId), data: story.identity },
    ...[...story.messages].map(([id, data]) => ({
      path: paths.message(companyId, conversationId, id),
      data,
    })),
    ...[...story.tickets].map(([id, data]) => ({ path: paths.ticket(companyId, id), data })),
    ...[...story.rawPayloads].map(([id, data]) => ({ path: paths.rawPayload(companyId, id), data })),
  ];
}
