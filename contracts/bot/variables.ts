import type { BotDefinition } from '../collections/bot.ts';
import { knownName } from '../known-name.ts';
import type { Locale } from '../locales.ts';

/** What every bot may put into its texts, besides what its questions collected. */
export const BUILT_IN_VARIABLES = [
  'client.name',
  'client.firstName',
  'company.name',
  'now',
  'today',
  'channel',
] as const;
export type BuiltInVariable = (typeof BUILT_IN_VARIABLES)[number];

interface VariableFacts {
  clientName: string;
  companyName: string;
  /** What customers call the channel, such as WhatsApp. */
  channelName: string;
  locale: Locale;
  /** IANA name. */
  timeZone: string;
  at: number;
}

/** The built-in variables of one turn: time and date in the company's time zone and language. */
export function builtInVariables(facts: VariableFacts): Record<BuiltInVariable, string> {
  const { locale, timeZone, at } = facts;
  const name = knownName(facts.clientName);
  return {
    'client.name': name,
    'client.firstName': name.split(/\s+/)[0] ?? '',
    'company.name': facts.companyName,
    now: new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone }).format(at),
    today: new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }).format(at),
    channel: facts.channelName,
  };
}

/** Names that a bot's texts may hold as `{{name}}`: built in, then what its questions collect. */
export function variablesOf(bot: Pick<BotDefinition, 'steps'>): string[] {
  const asked = Object.values(bot.steps).flatMap((step) => (step.type === 'ask' ? [step.variable] : []));
  return [...BUILT_IN_VARIABLES, ...new Set(asked.filter((name) => name !== '').toSorted())];
}

/** Names that a question may not store under, because they are taken. */
export function isReservedVariable(name: string): boolean {
  return BUILT_IN_VARIABLES.some((taken) => taken === name);
}
