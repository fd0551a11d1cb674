import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AssistantSettings } from '#contracts/callables/automation.ts';
import { LIMITS } from '#contracts/limits.ts';
import { useCalendars } from '../../../platform/calendars.ts';

interface SettingsTabProps {
  settings: AssistantSettings;
  problems: readonly string[];
  onChange: (settings: AssistantSettings) => void;
}

/** What an assistant is called, what it is for and when it answers. */
export function SettingsTab({ settings, problems, onChange }: SettingsTabProps) {
  const { t } = useTranslation();
  const calendars = useCalendars();
  const choices = calendars.data ?? [];
  const isUnknown = settings.calendarId !== null && !choices.some(({ id }) => id === settings.calendarId);
  return (
    <div className="settings-form chatbot-form">
      <TextInput
        label={t('settings.name')}
        description={t('chatbot.list.nameHelp')}
        error={problems.includes('name') && t('chatbot.problem.name')}
        maxLength={LIMITS.nameCharacters}
        value={settings.name}
        onChange={(event) => onChange({ ...settings, name: event.currentTarget.value })}
      />
      <Textarea
        label={t('chatbot.settings.description')}
        description={t('chatbot.settings.descriptionHelp')}
        error={problems.includes('description') && t('chatbot.problem.other')}
        autosize
        minRows={2}
        maxLength={500}
        value={settings.description}
        onChange={(event) => onChange({ ...settings, description: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('chatbot.settings.calendar')}
        description={t('chatbot.settings.calendarHelp')}
        error={problems.includes('calendarId') && t('chatbot.problem.other')}
        value={settings.calendarId ?? ''}
        data={[
          { value: '', label: t('chatbot.settings.always') },
          ...choices.map(({ id, name }) => ({ value: id, label: name })),
          ...(isUnknown
            ? [{ value: settings.calendarId ?? '', label: t('chatbot.settings.unknownCalendar') }]
            : []),
        ]}
        onChange={(event) => onChange({ ...settings, calendarId: event.currentTarget.value || null })}
      />
    </div>
  );
}
