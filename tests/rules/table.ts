import { ACTIVE_MEMBERS, COMPANY, PEOPLE, type Person } from './people.ts';

/** One collection and who may do what in it. Whoever is not named is denied. */
export interface RuleRow {
  /** A document that exists before each test. */
  document: string;
  get: Person[];
  list: Person[];
  create?: Person[];
  update?: Person[];
  /** What create and update write where they are allowed. */
  valid?: Record<string, unknown>;
}

const c = `companies/${COMPANY}`;
const agentId = PEOPLE.agent.uid;
const preferences = { colorScheme: 'dark', locale: 'es', sound: true, enterSends: true };

/** Every collection of the product. Nobody may delete anything, anywhere. */
export const RULES_TABLE: RuleRow[] = [
  { document: c, get: ACTIVE_MEMBERS, list: [] },
  // Its own only: also while it is disabled or stale, because the app learns from it that it must sign out.
  { document: `${c}/members/${agentId}`, get: ['agent', 'staleAgent', 'revokedAgent'], list: [] },
  { document: `${c}/members/${PEOPLE.disabledAgent.uid}`, get: ['disabledAgent'], list: [] },
  { document: `${c}/settings/directory`, get: ACTIVE_MEMBERS, list: [] },
  { document: `${c}/settings/taxonomy`, get: ACTIVE_MEMBERS, list: [] },
  { document: `${c}/settings/anything-else`, get: [], list: [] },
  { document: `${c}/channels/ch1`, get: ACTIVE_MEMBERS, list: ACTIVE_MEMBERS },
  { document: `${c}/clients/cl1`, get: ACTIVE_MEMBERS, list: ACTIVE_MEMBERS },
  { document: `${c}/conversations/co1`, get: ACTIVE_MEMBERS, list: ACTIVE_MEMBERS },
  { document: `${c}/conversations/co1/messages/m1`, get: ACTIVE_MEMBERS, list: ACTIVE_MEMBERS },
  { document: `${c}/tickets/t1`, get: ACTIVE_MEMBERS, list: ACTIVE_MEMBERS },
  {
    document: `${c}/presence/${agentId}`,
    get: ACTIVE_MEMBERS,
    list: ACTIVE_MEMBERS,
    create: ['agent'],
    update: ['agent'],
    valid: { state: 'online', at: 1_763_700_000_000 },
  },
  {
    document: `${c}/preferences/${agentId}`,
    get: ['agent'],
    list: [],
    create: ['agent'],
    update: ['agent'],
    valid: preferences,
  },
  ...[
    `${c}/secrets/s1`,
    `${c}/dataKeys/v1`,
    `${c}/clientKeys/k1`,
    `${c}/identities/i1`,
    `${c}/outbox/o1`,
    `${c}/rawPayloads/r1`,
    `${c}/anything/x1`,
    'routes/r1',
    'installation/state',
    'anything/x1',
  ].map((document) => ({ document, get: [], list: [] })),
];

/** Writes that look almost right: denied to the very person who may write the right one. */
export const WRONG_WRITES: {
  name: string;
  person: Person;
  document: string;
  data: Record<string, unknown>;
}[] = [
  {
    name: 'presence with an extra field',
    person: 'agent',
    document: `${c}/presence/${agentId}`,
    data: { state: 'online', at: 1, role: 'admin' },
  },
  {
    name: 'presence of an unknown state',
    person: 'agent',
    document: `${c}/presence/${agentId}`,
    data: { state: 'busy', at: 1 },
  },
  {
    name: 'presence with a time that is no integer',
    person: 'agent',
    document: `${c}/presence/${agentId}`,
    data: { state: 'online', at: 'now' },
  },
  {
    name: 'presence without its time',
    person: 'agent',
    document: `${c}/presence/${agentId}`,
    data: { state: 'online' },
  },
  {
    name: 'presence that would last for ever',
    person: 'agent',
    document: `${c}/presence/${agentId}`,
    data: { state: 'online', at: 9_000_000_000_000_000 },
  },
  {
    name: 'presence of somebody else',
    person: 'admin',
    document: `${c}/presence/${agentId}`,
    data: { state: 'online', at: 1 },
  },
  {
    name: 'preferences with an extra field',
    person: 'agent',
    document: `${c}/preferences/${agentId}`,
    data: { ...preferences, active: true },
  },
  {
    name: 'preferences in an unknown language',
    person: 'agent',
    document: `${c}/preferences/${agentId}`,
    data: { ...preferences, locale: 'xx' },
  },
  {
    name: 'preferences that lack a field',
    person: 'agent',
    document: `${c}/preferences/${agentId}`,
    data: { colorScheme: 'dark' },
  },
];
