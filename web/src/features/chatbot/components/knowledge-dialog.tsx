import { Button, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { KnowledgeDocument } from '#contracts/collections/knowledge.ts';
import { LIMITS } from '#contracts/limits.ts';
import type { Stored } from '../../../platform/documents.ts';
import { randomId } from '../../../platform/random-id.ts';
import { useCall } from '../../../platform/use-call.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';

interface KnowledgeDialogProps {
  assistantId: string;
  /** Null writes a new text. */
  document: Stored<KnowledgeDocument> | null;
  onClose: () => void;
}

/** Writes or changes a text that the AI answers from. */
export function KnowledgeDialog({ assistantId, document, onClose }: KnowledgeDialogProps) {
  const { t, i18n } = useTranslation();
  const save = useCall('saveKnowledge');
  const [documentId] = useState(() => document?.id ?? randomId());
  const [name, setName] = useState(document?.name ?? '');
  const [text, setText] = useState(document?.source.type === 'text' ? document.source.text : '');
  const number = new Intl.NumberFormat(i18n.language);

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(
      {
        assistantId,
        documentId,
        isNew: document === null,
        name: name.trim(),
        source: { type: 'text', text },
        questionId: null,
      },
      { onSuccess: onClose },
    );
  };

  return (
    <Dialog
      title={document === null ? t('chatbot.knowledge.addText') : t('chatbot.knowledge.editText')}
      size="lg"
      draft={{ name, text }}
      onClose={onClose}
    >
      <form className="settings-form" onSubmit={handleSubmit}>
        <TextInput
          label={t('chatbot.knowledge.name')}
          description={t('chatbot.knowledge.nameHelp')}
          data-autofocus
          maxLength={LIMITS.nameCharacters}
          value={name}
          onChange={(event) => {
            save.clearError();
            setName(event.currentTarget.value);
          }}
        />
        <Textarea
          label={t('chatbot.knowledge.text')}
          autosize
          minRows={8}
          maxRows={18}
          maxLength={LIMITS.knowledgeCharacters}
          value={text}
          onChange={(event) => {
            save.clearError();
            setText(event.currentTarget.value);
          }}
        />
        <p className="chatbot-count tabular">
          {t('chatbot.characters', {
            used: number.format(text.length),
            limit: number.format(LIMITS.knowledgeCharacters),
          })}
        </p>
        <FormProblem error={save.error} />
        <Button type="submit" loading={save.isPending} disabled={name.trim() === '' || text.trim() === ''}>
          {t('chatbot.knowledge.saveAndTrain')}
        </Button>
      </form>
    </Dialog>
  );
}
