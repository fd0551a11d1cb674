import { IconRobot, IconSparkles } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contracts/collections/conversation.ts';
import { useAutomation } from '../../../platform/automation.ts';

/** That a bot or an AI answers here, and that sending takes its place. */
export function TakeOverHint({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const assistants = useAutomation().data?.assistants ?? {};
  const id = conversation.automation?.assistantId;
  const isAi = conversation.handler === 'ai';
  const Icon = isAi ? IconSparkles : IconRobot;
  const name = id === undefined ? undefined : assistants[id]?.name;
  return (
    <p className="composer-take-over">
      <Icon size={16} stroke={1.5} aria-hidden />
      {t('handling.composer', { name: name ?? t(`handling.unnamed.${isAi ? 'ai' : 'bot'}`) })}
    </p>
  );
}
