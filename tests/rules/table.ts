import { ABILITIES, type Ability } from '#contracts/roles.ts';
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
const preferences = {
  colorScheme: 'dark',
  locale: 'es',
  sound: true,
  enterSends: true,
  accent: 'teal',
  notify: 'mine',
  noticesSeenAt: 1_763_700_000_000,
  urgentSeenAt: 1_763_700_000_000,
};

/** Whom the contracts give an ability: the rules are held to the same table as callables and app. */
const whoMay = (ability: Ability): Person[] => [...ABILITIES[ability]];

/** Every collection of the product. Nobody may delete anything, anywhere. */
export const RULES_TABLE: RuleRow[] = [
  { document: c, get: ACTIVE_MEMBERS, list: [] },
  // The own one also while it is disabled or stale, because the app learns from it that it must sign out.
  {
    document: `${c}/members/${agentId}`,
    get: ['agent', 'staleAgent', 'revokedAgent', ...whoMay('people.manage')],
    list: whoMay('people.manage'),
  },
  {
    document: `${c}/members/${PEOPLE.disabledAgent.uid}`,
    get: ['disabledAgent', ...whoMay('people.manage')],
    list: whoMay('people.manage'),
  },
  // Nobody else's business, an admin's neither.
  { document: `${c}/members/${agentId}/sessions/1`, get: ['agent'], list: ['agent'] },
  { document: `${c}/audit/a1`, get: whoMay('audit.read'), list: whoMay('audit.read') },
  { document: `${c}/settings/directory`, get: ACTIVE_MEMBERS, list: [] },
  { document: `${c}/settings/taxonomy`, get: ACTIVE_MEMBERS, list: [] },
  { document: `${c}/settings/mail`, get: whoMay('company.manage'), list: [] },
  { document: `${c}/settings/automation`, get: ACTIVE_MEMBERS, list: [] },
  { document: `${c}/settings/ai`, get: whoMay('automation.manage'), list: [] },
  { document: `${c}/settings/anything-else`, get: [], list: [] },
  { document: `${c}/channels/ch1`, get: ACTIVE_MEMBERS, list: ACTIVE_MEMBERS },
  // Without naming the own role and what has begun only who manages them may list them.
  {
    document: `${c}/announcements/a1`,
    get: ACTIVE_MEMBERS,
    list: whoMay('announcements.manage'),
    valid: { title: 'x', roles: ['admin', 'supervisor', 'agent'], from: 1 },
  },
  { document: `${c}/calendars/ca1`, get: ACTIVE_MEMBERS, list: ACTIVE_MEMBERS },
  { document: `${c}/clients/cl1`, get: ACTIVE_MEMBERS, list: ACTIVE_MEMBERS },
  { document: `${c}/conversations/co1`, get: whoMay('inbox.read'), list: whoMay('inbox.read') },
  { document: `${c}/conversations/co1/messages/m1`, get: whoMay('inbox.read'), list: whoMay('inbox.read') },
  { document: `${c}/tickets/t1`, get: whoMay('inbox.read'), list: whoMay('inbox.read') },
  {
    document: `${c}/chatbots/a1/knowledge/k1`,
    get: whoMay('automation.manage'),
    list: whoMay('automation.manage'),
  },
  {
    document: `${c}/chatbots/b1`,
    get: whoMay('automation.manage'),
    list: whoMay('automation.manage'),
  },
  { document: `${c}/runs/r1`, get: whoMay('automation.read'), list: whoMay('automation.read') },
  { document: `${c}/usage/2026-11-28`, get: whoMay('automation.read'), list: whoMay('automation.read') },
  { document: `${c}/unanswered/q1`, get: whoMay('automation.read'), list: whoMay('automation.read') },
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
    `${c}/chatbots/a1/chunks/p1`,
    `${c}/invitedAddresses/a1`,
    'invitations/i1',
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
    name: 'preferences with a colour of their own',
    person: 'agent',
    document: `${c}/preferences/${agentId}`,
    data: { ...preferences, accent: '#ff0000' },
  },
  {
    name: 'preferences with an unknown way of notifying',
    person: 'agent',
    document: `${c}/preferences/${agentId}`,
    data: { ...preferences, notify: 'always' },
  },
  {
    name: 'preferences that lack a field',
    person: 'agent',
    document: `${c}/preferences/${agentId}`,
    data: { colorScheme: 'dark' },
  },
];
