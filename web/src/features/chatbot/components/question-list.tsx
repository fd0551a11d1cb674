import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Automation, Unanswered } from '#contracts/collections/automation.ts';
import { useTimeWords } from '../../../i18n/use-time-words.ts';
import type { Stored } from '../../../platform/documents.ts';
import { allRows } from '../../../platform/live-window.ts';
import { useCan } from '../../../platform/session.ts';
import { useNow } from '../../../platform/use-now.ts';
import { useOlderQuestions, useQuestions } from '../api/questions.ts';
import { useHiddenQuestions } from '../hidden-questions.ts';
import { useDismissQuestion } from '../use-dismiss-question.ts';
import { AwaitQuery } from './await-query.tsx';
import { OlderButton } from './older-button.tsx';

const QuestionDialog = lazy(async () => ({
  default: (await import('./question-dialog.tsx')).QuestionDialog,
}));

/** Questions without an answer: what the knowledge lacks. */
export function QuestionList({ assistants }: Pick<Automation, 'assistants'>) {
  const { t } = useTranslation();
  const time = useTimeWords();
  const now = useNow();
  const canManage = useCan('automation.manage');
  const questions = useQuestions();
  const older = useOlderQuestions();
  const hidden = useHiddenQuestions();
  const dismiss = useDismissQuestion();
  const [added, setAdded] = useState<Stored<Unanswered> | null>(null);
  return (
    <section className="chatbot-section" aria-label={t('chatbot.questions.title')}>
      <header>
        <h3>{t('chatbot.questions.title')}</h3>
        <p className="settings-muted">{t('chatbot.questions.body')}</p>
      </header>
      <AwaitQuery query={questions} rows={3}>
        {(window) => {
          const rows = allRows(window).filter(({ id }) => !hidden.has(id));
          return (
            <>
              {rows.length === 0 && <p className="chatbot-none">{t('chatbot.questions.none')}</p>}
              <ul className="settings-list chatbot-questions">
                {rows.map((question) => (
                  <li key={question.id}>
                    <div className="settings-list-name chatbot-assistant">
                      <span className="chatbot-question">{question.question}</span>
                      <span className="settings-muted">
                        {assistants[question.assistantId]?.name ?? t('chatbot.questions.archivedAssistant')}
                        {' · '}
                        <time dateTime={new Date(question.at).toISOString()} title={time.exact(question.at)}>
                          {time.short(question.at, now)}
                        </time>
                        {' · '}
                        <Link to={`/chat/open/${question.conversationId}`}>
                          {t('chatbot.questions.conversation')}
                        </Link>
                      </span>
                    </div>
                    <span className="settings-buttons">
                      {canManage && (
                        <Button size="compact-sm" variant="default" onClick={() => setAdded(question)}>
                          {t('chatbot.questions.add')}
                        </Button>
                      )}
                      <Button
                        size="compact-sm"
                        variant="subtle"
                        color="gray"
                        aria-label={t('chatbot.questions.dismissNamed', { question: question.question })}
                        onClick={() => dismiss(question.id)}
                      >
                        {t('chatbot.questions.dismiss')}
                      </Button>
                    </span>
                  </li>
                ))}
              </ul>
              <OlderButton window={window} older={older} />
            </>
          );
        }}
      </AwaitQuery>
      {added !== null && (
        <Suspense>
          <QuestionDialog question={added} assistants={assistants} onClose={() => setAdded(null)} />
        </Suspense>
      )}
    </section>
  );
}
