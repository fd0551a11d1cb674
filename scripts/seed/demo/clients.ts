import type { Client, ClientKey } from '#contracts/collections/client.ts';
import { paths } from '#contracts/collections/paths.ts';
import { searchTokens } from '#contracts/search-tokens.ts';
import { clientKeyIdOf } from '../../../functions/src/inbox/find-customer.ts';
import { canonicalPhone } from '../../../functions/src/platform/phone.ts';
import { AGENTS, demoId, tagIdOf } from './company.ts';
import type { Customer } from './customers.ts';
import type { DemoDocument } from './generate-demo.ts';
import type { Acquaintance } from './play-conversation.ts';
import { createRandom } from './random.ts';

export function clientIdOf({ phone }: Customer): string {
  return demoId('client', canonicalPhone(phone) ?? phone);
}

/** One client per customer, however many channels they write on. */
export function clientDocuments(companyId: string, met: Acquaintance[]): DemoDocument[] {
  const byClient = Map.groupBy(met, ({ customer }) => clientIdOf(customer));
  return [...byClient].flatMap(([clientId, acquaintances]) => {
    const [first] = acquaintances;
    if (first === undefined) return [];
    const { phone } = first.customer;
    const canonical = canonicalPhone(phone) ?? phone;
    const key: ClientKey = { kind: 'phone', clientId };
    return [
      { path: paths.client(companyId, clientId), data: describeClient(first, acquaintances, canonical) },
      { path: paths.clientKey(companyId, clientKeyIdOf('phone', canonical)), data: key },
    ];
  });
}

function describeClient({ customer, story }: Acquaintance, all: Acquaintance[], phone: string): Client {
  const random = createRandom(`client ${phone}`);
  const name = story.cast.clientName;
  const isKnownWell = name === customer.name && random.chance(0.35);
  const mailbox = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z]+/g, '.');
  const createdAt = Math.min(...all.map((each) => each.story.conversation.createdAt));
  return {
    name,
    phones: [phone],
    emails: isKnownWell ? [`${mailbox}@mail.example`] : [],
    avatar: null,
    tags: isKnownWell && random.chance(0.3) ? [tagIdOf('vip')] : [],
    ownerId: isKnownWell && random.chance(0.5) ? random.pick(AGENTS).uid : null,
    fields: {},
    notes: isKnownWell && random.chance(0.4) ? random.pick(CLIENT_NOTES) : '',
    consent: 'unknown',
    searchTokens: searchTokens(name, [phone]),
    createdAt,
    updatedAt: createdAt,
  };
}

const CLIENT_NOTES = [
  'Prefers to be called in the afternoon.',
  'Wide feet, always half a size up.',
  'Orders for the whole family in December.',
  'Bought at the Condesa shop before; knows Mateo.',
  'Allergic to latex glue: suggest the stitched models.',
];
