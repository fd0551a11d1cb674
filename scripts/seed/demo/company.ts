import type { Company } from '#contracts/collections/company.ts';
import type { Directory, Member } from '#contracts/collections/member.ts';
import type { Taxonomy } from '#contracts/collections/taxonomy.ts';
import type { Locale } from '#contracts/locales.ts';
import type { Role } from '#contracts/roles.ts';
import { derivedId } from '../../../functions/src/platform/ids.ts';

const DAY_MS = 24 * 60 * 60_000;
/** The company is a little older than its oldest conversation. */
const COMPANY_AGE_MS = 45 * DAY_MS;

/** Ids of the demo are the same in every installation, so that a seed that was cut short finds what it made. */
export function demoId(...parts: string[]): string {
  return derivedId('demo', ...parts);
}

export const DEMO_COMPANY_ID = demoId('company');

const QUEUES = {
  sales: { name: 'Sales', color: 'teal' },
  support: { name: 'Support', color: 'blue' },
  billing: { name: 'Billing', color: 'yellow' },
  returns: { name: 'Returns', color: 'orange' },
} as const;
export type QueueKey = keyof typeof QUEUES;

const TAGS = {
  delivery: { name: 'Delivery', color: 'cyan' },
  size: { name: 'Size advice', color: 'indigo' },
  return: { name: 'Return', color: 'orange' },
  payment: { name: 'Payment', color: 'gray' },
  complaint: { name: 'Complaint', color: 'red' },
  wholesale: { name: 'Wholesale', color: 'grape' },
  vip: { name: 'VIP', color: 'pink' },
  store: { name: 'Store', color: 'green' },
} as const;
export type TagKey = keyof typeof TAGS;

export function queueIdOf(key: QueueKey): string {
  return demoId('queue', key);
}

export function tagIdOf(key: TagKey): string {
  return demoId('tag', key);
}

export interface Person {
  uid: string;
  name: string;
  email: string;
  role: Role;
  locale: Locale;
  queues: QueueKey[];
}

function person(key: string, details: Omit<Person, 'uid' | 'email'>): Person {
  return { uid: demoId('member', key), email: `${key}@demo.colibri.test`, ...details };
}

export const ADMIN = person('admin', { name: 'Lucía Hernández', role: 'admin', locale: 'en', queues: [] });
export const SUPERVISOR = person('supervisor', {
  name: 'Andrés Castillo',
  role: 'supervisor',
  locale: 'es',
  queues: ['sales', 'support', 'billing', 'returns'],
});
/** The agent of the demo account. */
export const AGENT = person('agent', {
  name: 'Sofía Ramírez',
  role: 'agent',
  locale: 'en',
  queues: ['sales', 'support'],
});
const OTHER_AGENTS = [
  person('mateo', { name: 'Mateo Vargas', role: 'agent', locale: 'es', queues: ['sales'] }),
  person('camila', { name: 'Camila Souza', role: 'agent', locale: 'pt-BR', queues: ['support', 'returns'] }),
  person('ethan', { name: 'Ethan Brooks', role: 'agent', locale: 'en', queues: ['sales', 'billing'] }),
  person('valeria', { name: 'Valeria Núñez', role: 'agent', locale: 'es', queues: ['returns', 'billing'] }),
];
export const AGENTS = [AGENT, ...OTHER_AGENTS];
export const PEOPLE = [ADMIN, SUPERVISOR, ...AGENTS];

/** The company, its members, who is who, queues and tags. */
export function describeCompany(now: number): {
  company: Company;
  members: Map<string, Member>;
  directory: Directory;
  taxonomy: Taxonomy;
} {
  const createdAt = now - COMPANY_AGE_MS;
  return {
    company: {
      name: 'Colibrí Shoes',
      locale: 'en',
      timeZone: 'America/Mexico_City',
      status: 'active',
      country: 'MX',
      createdAt,
    },
    members: new Map(PEOPLE.map((someone) => [someone.uid, describeMember(someone, createdAt)])),
    directory: {
      members: Object.fromEntries(
        PEOPLE.map(({ uid, name, role }) => [uid, { name, avatar: null, role, active: true }]),
      ),
    },
    taxonomy: {
      queues: Object.fromEntries(
        Object.entries(QUEUES).map(([key, queue]) => [demoId('queue', key), { ...queue, archived: false }]),
      ),
      tags: Object.fromEntries(
        Object.entries(TAGS).map(([key, tag]) => [demoId('tag', key), { ...tag, archived: false }]),
      ),
    },
  };
}

function describeMember({ name, email, role, locale, queues }: Person, createdAt: number): Member {
  return {
    name,
    email,
    avatar: null,
    role,
    active: true,
    validAfterSeconds: 0,
    revokedAuthTimes: [],
    queueIds: queues.map(queueIdOf),
    capacity: 15,
    locale,
    createdAt,
  };
}
