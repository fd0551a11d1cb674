import type { Channel, Route } from '#contracts/collections/channel.ts';
import type { Company } from '#contracts/collections/company.ts';
import type { Directory, Member } from '#contracts/collections/member.ts';
import { paths } from '#contracts/collections/paths.ts';
import type { Taxonomy } from '#contracts/collections/taxonomy.ts';
import type { ChannelType } from '#contracts/channels.ts';
import { roleSchema, type Role } from '#contracts/roles.ts';
import { routeIdOf } from '../connections/route-store.ts';
import { readSecretState, writeSecret } from '../connections/secret-store.ts';
import { auth, db } from '../platform/admin.ts';

/** The account, number and token of the webhook fixtures. */
export const ACCOUNT_SID = 'AC00000000000000000000000000000a01';
export const AUTH_TOKEN = 'test-auth-token-0000000000000000';
export const NUMBER = '+14155550199';

export const QUEUE_ID = 'queue-support';
export const TAG_ID = 'tag-vip';

export interface DemoCompany {
  companyId: string;
  /** Member ids by role. */
  members: Record<Role | 'secondAgent', string>;
  channels: Record<ChannelType, { channelId: string; routeId: string }>;
}

/**
 * A company with one member per role, a second agent, a queue, a tag, and both channels of the fixtures.
 * @param number where its channels are reached; of two companies with the same one the later gets the messages
 */
export async function createDemoCompany(companyId: string, number = NUMBER): Promise<DemoCompany> {
  const company: Company = {
    name: 'Demo',
    locale: 'en',
    timeZone: 'UTC',
    status: 'active',
    country: 'US',
    createdAt: 1,
  };
  await db().doc(paths.company(companyId)).set(company);
  const taxonomy: Taxonomy = {
    queues: { [QUEUE_ID]: { name: 'Support', color: 'teal', archived: false } },
    tags: { [TAG_ID]: { name: 'VIP', color: 'grape', archived: false } },
  };
  await db().doc(paths.taxonomy(companyId)).set(taxonomy);
  const members = {
    admin: await createMember(companyId, `${companyId}-admin`, 'admin'),
    supervisor: await createMember(companyId, `${companyId}-supervisor`, 'supervisor'),
    agent: await createMember(companyId, `${companyId}-agent`, 'agent'),
    secondAgent: await createMember(companyId, `${companyId}-agent2`, 'agent'),
  };
  const directory: Directory = {
    members: Object.fromEntries(
      Object.entries(members).map(([role, uid]) => [
        uid,
        {
          name: uid,
          avatar: null,
          role: role === 'secondAgent' ? 'agent' : roleSchema.parse(role),
          active: true,
        },
      ]),
    ),
  };
  await db().doc(paths.directory(companyId)).set(directory);
  return {
    companyId,
    members,
    channels: {
      twilio_whatsapp: await createChannel(companyId, 'twilio_whatsapp', `whatsapp:${number}`),
      twilio_sms: await createChannel(companyId, 'twilio_sms', number),
    },
  };
}

/** A member who can sign in, as set-up and invitations leave one. The directory is the caller's. */
export async function createMember(companyId: string, uid: string, role: Role): Promise<string> {
  await auth().createUser({ uid, email: `${uid.toLowerCase()}@example.test`, password: 'a-long-password' });
  await auth().setCustomUserClaims(uid, { companyId, role });
  const member: Member = {
    name: uid,
    email: `${uid.toLowerCase()}@example.test`,
    avatar: null,
    role,
    active: true,
    validAfterSeconds: 0,
    revokedAuthTimes: [],
    queueIds: [],
    capacity: 10,
    locale: 'en',
    createdAt: 1,
  };
  await db().doc(paths.member(companyId, uid)).set(member);
  return uid;
}

async function createChannel(companyId: string, type: ChannelType, address: string) {
  const channelId = `channel-${type}`;
  const routeId = routeIdOf('twilio', ACCOUNT_SID, address);
  const channel: Channel = {
    type,
    name: type,
    state: 'active',
    account: ACCOUNT_SID,
    address,
    queueId: QUEUE_ID,
    reopenWithinMs: 0,
    secretId: channelId,
    secretLastFour: AUTH_TOKEN.slice(-4),
    webhookUrl: '',
    statusUrl: '',
    health: { lastWebhookAt: null, lastErrorAt: null, lastError: null },
    createdAt: 1,
    updatedAt: 1,
  };
  const route: Route = {
    companyId,
    channelId,
    channelType: type,
    secretId: channelId,
    queueId: QUEUE_ID,
    reopenWithinMs: 0,
    country: 'US',
    state: 'active',
  };
  await db().runTransaction(async (transaction) => {
    const state = await readSecretState(transaction, companyId, channelId);
    transaction.set(db().doc(paths.channel(companyId, channelId)), channel);
    transaction.set(db().doc(paths.route(routeId)), route);
    const target = { companyId, secretId: channelId, setBy: 'test', state };
    writeSecret(transaction, target, AUTH_TOKEN);
  });
  return { channelId, routeId };
}
