import { Badge, Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AssistantStatus } from '#contracts/collections/assistant.ts';
import { useKnowledge } from '../api/knowledge.ts';
import { trainingShare } from '../knowledge-model.ts';

const COLORS = { inactive: 'gray', training: 'yellow', active: 'green' } as const;
const TEXT = { inactive: 'var(--muted)', training: 'var(--note-text)', active: 'var(--success)' } as const;

/** Whether an assistant answers. */
export function StatusBadge({ status }: { status: AssistantStatus }) {
  const { t } = useTranslation();
  return (
    <Badge variant="light" radius="sm" tt="none" color={COLORS[status]} c={TEXT[status]}>
      {t(`chatbot.status.${status}`)}
    </Badge>
  );
}

/** How far the training of an assistant's knowledge is; moves by itself. */
export function TrainingProgress({ assistantId }: { assistantId: string }) {
  const { t } = useTranslation();
  const share = trainingShare(useKnowledge(assistantId).data ?? []);
  if (share === null) return null;
  const percent = Math.round(share * 100);
  return (
    <span className="chatbot-training">
      <Progress value={percent} size="sm" aria-label={t('chatbot.training', { percent })} />
      <span className="tabular settings-muted" aria-hidden>
        {t('chatbot.percent', { percent })}
      </span>
    </span>
  );
}
