import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorSentence } from '../../i18n/use-error-sentence.ts';
import { toAppError } from '../../platform/app-error.ts';
import { callCallable } from '../../platform/call-callable.ts';
import { showNotice } from '../../ui/notices.tsx';

/** How long a dismissal can be taken back, in milliseconds: the server has no way back. */
const UNDO_MS = 8000;

/**
 * Dismisses questions: hidden at once, told to the server when nobody took it back, or when the page is left before
 * that.
 */
export function useDismissals() {
  const { t } = useTranslation();
  const describe = useErrorSentence();
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const waiting = useRef(new Map<string, ReturnType<typeof setTimeout>>());

  const restore = useCallback((id: string) => {
    const timer = waiting.current.get(id);
    if (timer !== undefined) clearTimeout(timer);
    waiting.current.delete(id);
    setDismissed((present) => new Set([...present].filter((other) => other !== id)));
  }, []);

  const commit = useCallback(
    async (id: string) => {
      waiting.current.delete(id);
      try {
        await callCallable('dismissQuestion', { questionId: id });
      } catch (thrown) {
        restore(id);
        showNotice({ message: describe(toAppError(thrown)), tone: 'danger' });
      }
    },
    [describe, restore],
  );

  const commitLatest = useRef(commit);
  useEffect(() => {
    commitLatest.current = commit;
  }, [commit]);
  useEffect(() => {
    const timers = waiting.current;
    return () => {
      for (const [id, timer] of timers) {
        clearTimeout(timer);
        void commitLatest.current(id);
      }
    };
  }, []);

  const dismiss = useCallback(
    (id: string) => {
      setDismissed((present) => new Set([...present, id]));
      waiting.current.set(
        id,
        setTimeout(() => void commit(id), UNDO_MS),
      );
      showNotice({
        message: t('chatbot.questions.dismissed'),
        durationMs: UNDO_MS,
        action: { label: t('words.undo'), onAction: () => restore(id) },
      });
    },
    [commit, restore, t],
  );

  return { dismissed, dismiss };
}
