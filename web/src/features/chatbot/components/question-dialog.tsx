import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Automation, Unanswered } from '#contracts/collections/automation.ts';
import { LIMITS } from '#contracts/limits.ts';
import type { Stored } from '../../../platform/documents.ts';
import { randomId } from '../../../platform/random-id.ts';
import { useCall } from '../../../platform/use-call.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { showNotice } from '../../../ui/notices.tsx';

interface QuestionDialogProps {
  question: Stored<Unanswered>;
  assistants: Automation['assistants'];
  onClose: () => void;
}

/** Writes the answer to a question that had none; the assistant learns both. */
export function QuestionDialog({ question, assistants, onClose }: QuestionDialogProps) {
  const { t } = useTranslation();
  const save = useCall('saveKnowledge');
  const [documentId] = useState(randomId);
  const choices = Object.entries(assistants).filter(([, { type }]) => type === 'ai');
  const [assistantId, setAssistantId] = useState(
    choices.some(([id]) => id === question.assistantId) ? question.assistantId : (choices[0]?.[0] ?? ''),
  );
  const [asked, setAsked] = useState(question.question);
  const [answer, setAnswer] = useState('');

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(
      {
        assistantId,
        documentId,
        isNew: true,
        name: asked.trim().slice(0, LIMITS.nameCharacters),
        source: { type: 'text', text: `${asked.trim()}\n\n${answer.trim()}` },
        questionId: question.id,
      },
      {
        onSuccess: () => {
          onClose();
          showNotice({
            message: t('chatbot.questions.added', { name: assistants[assistantId]?.name ?? '' }),
            tone: 'success',
          });
        },
      },
    );
  };

  return (
    <Dialog
      title={t('chatbot.questions.add')}
      size="lg"
      draft={{ assistantId, asked, answer }}
      onClose={onClose}
    >
      {choices.length === 0 ? (
        <p>{t('chatbot.questions.noAssistant')}</p>
      ) : (
        <form className="settings-form" onSubmit={handleSubmit}>
          <NativeSelect
            label={t('chatbot.questions.assistant')}
            value={assistantId}
            data={choices.map(([value, { name }]) => ({ value, label: name }))}
            onChange={(event) => setAssistantId(event.currentTarget.value)}
          />
          <Textarea
            label={t('chatbot.answers.question')}
            autosize
            minRows={2}
            maxLength={2000}
            value={asked}
            onChange={(event) => setAsked(event.currentTarget.value)}
          />
          <Textarea
            label={t('chatbot.answers.answer')}
            description={t('chatbot.questions.answerHelp')}
            data-autofocus
            autosize
            minRows={5}
            maxRows={16}
            maxLength={20_000}
            value={answer}
            onChange={(event) => {
              save.clearError();
              setAnswer(event.currentTarget.value);
            }}
          />
          <FormProblem error={save.error} />
          <Button
            type="submit"
            loading={save.isPending}
            disabled={asked.trim() === '' || answer.trim() === ''}
          >
            {t('chatbot.knowledge.saveAndTrain')}
          </Button>
        </form>
      )}
    </Dialog>
  );
}
