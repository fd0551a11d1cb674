import { Button, Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LIMITS } from '#contracts/limits.ts';
import { bytesText } from '../../../i18n/time.ts';
import type { KnowledgeUpload } from '../knowledge-uploads.ts';
import { useKnowledgeSentence } from '../use-knowledge-sentence.ts';

interface UploadListProps {
  uploads: readonly KnowledgeUpload[];
  onDismiss: (id: string) => void;
}

/** Files on their way, and those that were refused. */
export function UploadList({ uploads, onDismiss }: UploadListProps) {
  const { t, i18n } = useTranslation();
  const describe = useKnowledgeSentence();
  if (uploads.length === 0) return null;
  return (
    <ul className="settings-list chatbot-uploads">
      {uploads.map(({ id, name, share, problem, error }) => {
        const isRefused = problem !== null || error !== null;
        const percent = Math.round(share * 100);
        return (
          <li key={id}>
            <div className="settings-list-name chatbot-assistant">
              <span>{name}</span>
              {problem !== null && (
                <span className="chatbot-row-problem" role="alert">
                  {t(`chatbot.knowledge.refused.${problem}`, {
                    limit: bytesText(LIMITS.knowledgeBytes, i18n.language),
                  })}
                </span>
              )}
              {error !== null && (
                <span className="chatbot-row-problem" role="alert">
                  {describe(error)}
                </span>
              )}
              {!isRefused && (
                <Progress value={percent} size="sm" aria-label={t('conversation.uploading', { percent })} />
              )}
            </div>
            <Button size="compact-sm" variant="subtle" color="gray" onClick={() => onDismiss(id)}>
              {isRefused ? t('words.dismiss') : t('words.cancel')}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
