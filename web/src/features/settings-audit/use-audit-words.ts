import { useTranslation } from 'react-i18next';
import { CHANNEL_TYPES } from '#contracts/channels.ts';
import { ANNOUNCEMENT_PRIORITIES } from '#contracts/collections/announcement.ts';
import { AUDIT_FIELDS, type AuditEntry } from '#contracts/collections/audit.ts';
import { COLORS } from '#contracts/collections/taxonomy.ts';
import { LOCALES } from '#contracts/locales.ts';
import { ROLES } from '#contracts/roles.ts';
import { LANGUAGE_NAMES } from '../../i18n/language-names.ts';
import { useTimeWords } from '../../i18n/use-time-words.ts';
import { useAutomation } from '../../platform/automation.ts';
import { useCalendars } from '../../platform/calendars.ts';
import { useTaxonomy } from '../../platform/workspace.ts';
import { nameOfId, type AuditChange } from './model.ts';

/** Fields that hold one of a few words. */
const VALUE_FIELDS = new Set(['mode', 'status', 'state', 'type', 'question']);
const VALUES = [
  'off',
  'chatbot',
  'ai',
  'inactive',
  'training',
  'active',
  'disabled',
  'open',
  'dismissed',
  'added',
  'text',
] as const;
const HOUR_MS = 60 * 60_000;

/** Entries of the log in the reader's language. A field that has no word here is shown by its own name. */
export function useAuditWords() {
  const { t, i18n } = useTranslation();
  const time = useTimeWords();
  const { queues } = useTaxonomy();
  const assistants = useAutomation().data?.assistants ?? {};
  const calendars = Object.fromEntries(
    (useCalendars().data ?? []).map((calendar) => [calendar.id, calendar]),
  );

  const fieldName = (field: string) => {
    const known = AUDIT_FIELDS.find((name) => name === field);
    return known === undefined ? field : t(`audit.fields.${known}`);
  };

  const word = (field: string, text: string): string => {
    const role = ROLES.find((known) => known === text);
    if ((field === 'role' || field === 'roles') && role !== undefined) return t(`roles.name.${role}`);
    const color = COLORS.find((known) => known === text);
    if (field === 'color' && color !== undefined) return t(`settings.colors.${color}`);
    const locale = LOCALES.find((known) => known === text);
    if (field === 'locale' && locale !== undefined) return LANGUAGE_NAMES[locale];
    if (field === 'queueId' || field === 'closedQueueId') return nameOfId(text, queues);
    if (field === 'calendarId') return nameOfId(text, calendars);
    if (field === 'chatbot' || field === 'ai') return nameOfId(text, assistants);
    const priority = ANNOUNCEMENT_PRIORITIES.find((known) => known === text);
    if (field === 'priority' && priority !== undefined) return t(`announcements.priority.${priority}`);
    const channelType = CHANNEL_TYPES.find((known) => known === text);
    if (field === 'type' && channelType !== undefined) return t(`channelType.${channelType}`);
    const value = VALUES.find((known) => known === text);
    if (VALUE_FIELDS.has(field) && value !== undefined) return t(`audit.values.${value}`);
    if (field === 'to' && text === 'queues') return t('people.handOverDialog.toQueues');
    return text;
  };

  const figure = (field: string, value: number): string => {
    if (field === 'from' || field === 'until') return time.exact(value);
    if (field !== 'reopenWithinMs')
      return new Intl.NumberFormat(i18n.language, { useGrouping: false }).format(value);
    return value === 0
      ? t('channels.reopenNever')
      : t('channels.reopenHours', { count: Math.round(value / HOUR_MS) });
  };

  const valueText = (field: string, value: AuditChange['before']): string => {
    if (value == null || value === '') return t('audit.nothing');
    if (typeof value === 'boolean') return t(value ? 'audit.yes' : 'audit.no');
    if (typeof value === 'number') return figure(field, value);
    if (typeof value === 'string') return word(field, value);
    return value.length === 0 ? t('audit.nothing') : value.map((part) => word(field, part)).join(', ');
  };

  return {
    sentence: ({ action, by, target }: Pick<AuditEntry, 'action' | 'by' | 'target'>) =>
      t(`audit.sentence.${action}`, { by: by.name, target: target.name }),
    fieldName,
    valueText,
  };
}
