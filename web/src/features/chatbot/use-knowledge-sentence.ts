import { useTranslation } from 'react-i18next';
import { LIMITS } from '#contracts/limits.ts';
import { bytesText } from '../../i18n/time.ts';
import { useErrorSentence } from '../../i18n/use-error-sentence.ts';
import type { AppError } from '../../platform/app-error.ts';

/** Turns what is wrong with a file of the knowledge into a sentence that says what would be right. */
export function useKnowledgeSentence(): (error: Pick<AppError, 'code' | 'reason'>) => string {
  const { t, i18n } = useTranslation();
  const describe = useErrorSentence();
  return (error) => {
    if (error.code === 'canceled') return t('chatbot.knowledge.stopped');
    switch (error.reason) {
      case 'too-long':
        return t('chatbot.knowledge.refused.tooLong', {
          limit: new Intl.NumberFormat(i18n.language).format(LIMITS.knowledgeCharacters),
        });
      case 'upload-type-refused':
        return t('chatbot.knowledge.refused.type');
      case 'upload-too-large':
        return t('chatbot.knowledge.refused.size', {
          limit: bytesText(LIMITS.knowledgeBytes, i18n.language),
        });
      default:
        return describe(error);
    }
  };
}
