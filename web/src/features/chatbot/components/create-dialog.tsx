import { Button, TextInput } from '@mantine/core';
import { IconRobot, IconSparkles } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ASSISTANT_TYPES, type AssistantType } from '#contracts/automation.ts';
import { localeSchema } from '#contracts/locales.ts';
import { LIMITS } from '#contracts/limits.ts';
import { useCall } from '../../../platform/use-call.ts';
import { createChosenIds } from '../../../platform/chosen-ids.ts';
import { leaveUnasked } from '../../../ui/leave-guards.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { freshAi, freshBot } from '../model.ts';

const ICONS = { chatbot: IconRobot, ai: IconSparkles } as const;

/** Makes an assistant: its type, its name, and then its page. */
export function CreateDialog({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const save = useCall('saveAssistant');
  // One for each type: an assistant keeps the type with which an attempt may have made it.
  const [ids] = useState(createChosenIds);
  const [type, setType] = useState<AssistantType>('ai');
  const [name, setName] = useState('');

  const create = async () => {
    const plainName = name.trim();
    const settings =
      type === 'ai'
        ? freshAi(plainName, t('chatbot.answers.starterPrompt'))
        : freshBot(
            plainName,
            (await import('../bot-editor/starter-bot.ts')).starterBot(localeSchema.parse(i18n.language)),
          );
    save.mutate(
      { assistantId: ids.of(type), isNew: true, settings },
      {
        onSuccess: ({ assistantId }) => {
          onClose();
          leaveUnasked(
            () => void navigate(`/chatbot/assistants/${assistantId}/${type === 'ai' ? 'answers' : 'bot'}`),
          );
        },
      },
    );
  };

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    create().catch(reportError);
  };

  return (
    <Dialog title={t('chatbot.list.new')} draft={name} onClose={onClose}>
      <form className="settings-form" onSubmit={handleSubmit}>
        <fieldset className="chatbot-types">
          <legend>{t('chatbot.list.type')}</legend>
          {ASSISTANT_TYPES.map((option) => {
            const Icon = ICONS[option];
            return (
              <label key={option} className="chatbot-mode" data-chosen={option === type || undefined}>
                <input
                  type="radio"
                  name="type"
                  className="visually-hidden"
                  checked={option === type}
                  aria-describedby={`type-${option}`}
                  aria-label={t(`chatbot.mode.${option}.name`)}
                  onChange={() => setType(option)}
                />
                <span className="chatbot-mode-head" aria-hidden>
                  <Icon size={20} stroke={1.5} />
                  <strong>{t(`chatbot.mode.${option}.name`)}</strong>
                </span>
                <span id={`type-${option}`} className="chatbot-mode-body">
                  {t(`chatbot.list.about.${option}`)}
                </span>
              </label>
            );
          })}
        </fieldset>
        <TextInput
          label={t('settings.name')}
          description={t('chatbot.list.nameHelp')}
          required
          withAsterisk={false}
          data-autofocus
          maxLength={LIMITS.nameCharacters}
          value={name}
          onChange={(event) => {
            save.clearError();
            setName(event.currentTarget.value);
          }}
        />
        <FormProblem error={save.error} />
        <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
          {t('chatbot.list.create')}
        </Button>
      </form>
    </Dialog>
  );
}
