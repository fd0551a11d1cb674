import { useTranslation } from 'react-i18next';
import { useErrorSentence } from '../../i18n/use-error-sentence.ts';
import { toAppError } from '../../platform/app-error.ts';
import { callCallable } from '../../platform/call-callable.ts';
import { showNotice } from '../../ui/notices.tsx';
import { hideQuestion, showQuestion } from './hidden-questions.ts';

/** How long a dismissal can be taken back, in milliseconds. */
const UNDO_MS = 8000;

/**
 * Dismisses a question: told to the server at once, so that closing the tab loses nothing. Undo brings it back from
 * whatever page of the app the member has gone to.
 */
export function useDismissQuestion(): (questionId: string) => void {
  const { t } = useTranslation();
  const describe = useErrorSentence();
  const tellProblem = (thrown: unknown) =>
    showNotice({ message: describe(toAppError(thrown)), tone: 'danger' });

  const dismiss = async (questionId: string) => {
    hideQuestion(questionId);
    try {
      await callCallable('dismissQuestion', { questionId });
    } catch (thrown) {
      showQuestion(questionId);
      tellProblem(thrown);
    }
  };
  const undo = async (questionId: string, dismissed: Promise<void>) => {
    showQuestion(questionId);
    // In this order: the server would not know what to bring back.
    await dismissed;
    try {
      await callCallable('reopenQuestion', { questionId });
    } catch (thrown) {
      hideQuestion(questionId);
      tellProblem(thrown);
    }
  };

  return (questionId) => {
    const dismissed = dismiss(questionId);
    showNotice({
      message: t('chatbot.questions.dismissed'),
      durationMs: UNDO_MS,
      action: { label: t('words.undo'), onAction: () => void undo(questionId, dismissed) },
    });
  };
}
