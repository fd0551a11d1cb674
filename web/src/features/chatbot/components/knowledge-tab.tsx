import { Button, Progress } from '@mantine/core';
import {
  IconBook2,
  IconFileText,
  IconPlus,
  IconRefresh,
  IconTextCaption,
  IconUpload,
} from '@tabler/icons-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reasonSchema } from '#contracts/errors.ts';
import type { KnowledgeDocument } from '#contracts/collections/knowledge.ts';
import { LIMITS } from '#contracts/limits.ts';
import { bytesText } from '../../../i18n/time.ts';
import { useErrorSentence } from '../../../i18n/use-error-sentence.ts';
import { useTimeWords } from '../../../i18n/use-time-words.ts';
import type { Stored } from '../../../platform/documents.ts';
import { useCall } from '../../../platform/use-call.ts';
import { useDirectory } from '../../../platform/workspace.ts';
import { showNotice } from '../../../ui/notices.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { useKnowledge } from '../api/knowledge.ts';
import { KNOWLEDGE_ENDINGS, trainingShare } from '../knowledge-model.ts';
import { useKnowledgeSentence } from '../use-knowledge-sentence.ts';
import { useKnowledgeUploads } from '../use-knowledge-uploads.ts';
import { AwaitQuery } from './await-query.tsx';
import { UploadList } from './upload-list.tsx';

const KnowledgeDialog = lazy(async () => ({
  default: (await import('./knowledge-dialog.tsx')).KnowledgeDialog,
}));
const ConfirmDialog = lazy(async () => ({
  default: (await import('../../../ui/confirm-dialog.tsx')).ConfirmDialog,
}));

/** What an AI agent answers from: texts and files, each with how far its training is. */
export function KnowledgeTab({ assistantId }: { assistantId: string }) {
  const { t } = useTranslation();
  const describe = useErrorSentence();
  const knowledge = useKnowledge(assistantId);
  const train = useCall('trainAssistant');
  const remove = useCall('deleteKnowledge');
  const { uploads, add, dismiss } = useKnowledgeUploads(assistantId);
  const [edited, setEdited] = useState<{ document: Stored<KnowledgeDocument> | null } | null>(null);
  const [deleted, setDeleted] = useState<Stored<KnowledgeDocument> | null>(null);
  const [replaced, setReplaced] = useState<string | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const head = useRef<HTMLElement>(null);
  const rows = useRef<HTMLUListElement>(null);
  const count = knowledge.data?.length ?? 0;
  const isFull = count >= LIMITS.knowledgeDocuments;
  const isTraining = trainingShare(knowledge.data ?? []) !== null;

  const pick = (documentId: string | null) => {
    setReplaced(documentId);
    picker.current?.click();
  };
  /** The row goes, and its buttons with it: the focus goes to the one beside it, or above the list. */
  const handleDelete = (document: Stored<KnowledgeDocument>) => {
    const row = rows.current?.querySelector(`[data-document="${document.id}"]`);
    const beside = row?.nextElementSibling ?? row?.previousElementSibling;
    remove.mutate(
      { assistantId, documentId: document.id },
      {
        onSuccess: () =>
          (beside?.querySelector<HTMLElement>(':scope > button:last-of-type') ?? head.current)?.focus(),
        onError: (error) => showNotice({ message: describe(error), tone: 'danger' }),
        onSettled: () => setDeleted(null),
      },
    );
  };
  const buttons = (
    <span className="settings-buttons">
      <Button
        variant="default"
        disabled={isFull}
        leftSection={<IconUpload size={16} stroke={1.5} />}
        onClick={() => pick(null)}
      >
        {t('chatbot.knowledge.upload')}
      </Button>
      <Button
        disabled={isFull}
        leftSection={<IconPlus size={16} stroke={1.5} />}
        onClick={() => setEdited({ document: null })}
      >
        {t('chatbot.knowledge.addText')}
      </Button>
    </span>
  );

  return (
    <div className="chatbot-form">
      <header ref={head} className="chatbot-section-head" tabIndex={-1}>
        <p className="settings-muted">{t('chatbot.knowledge.body')}</p>
        {count > 0 && buttons}
      </header>
      <input
        ref={picker}
        type="file"
        hidden
        multiple={replaced === null}
        accept={KNOWLEDGE_ENDINGS}
        onChange={(event) => {
          add([...(event.currentTarget.files ?? [])], replaced);
          event.currentTarget.value = '';
        }}
      />
      <UploadList uploads={uploads} onDismiss={dismiss} />
      {isFull && (
        <p className="chatbot-warning">{t('chatbot.knowledge.full', { count: LIMITS.knowledgeDocuments })}</p>
      )}
      <AwaitQuery query={knowledge}>
        {(documents) =>
          documents.length === 0 && uploads.length === 0 ? (
            <EmptyState
              icon={<IconBook2 size={32} stroke={1.25} aria-hidden />}
              title={t('chatbot.knowledge.empty')}
              body={t('chatbot.knowledge.emptyBody')}
              action={buttons}
            />
          ) : (
            <ul ref={rows} className="settings-list chatbot-knowledge">
              {documents.map((document) => (
                <DocumentRow
                  key={document.id}
                  document={document}
                  onEdit={() =>
                    document.source.type === 'text' ? setEdited({ document }) : pick(document.id)
                  }
                  onDelete={() => setDeleted(document)}
                />
              ))}
            </ul>
          )
        }
      </AwaitQuery>
      {count > 0 && (
        <Button
          size="compact-md"
          variant="subtle"
          color="gray"
          className="chatbot-retrain"
          loading={train.isPending}
          disabled={isTraining}
          leftSection={<IconRefresh size={16} stroke={1.5} />}
          onClick={() =>
            train.mutate(
              { assistantId },
              {
                onSuccess: () => showNotice({ message: t('chatbot.knowledge.retraining') }),
                onError: (error) => showNotice({ message: describe(error), tone: 'danger' }),
              },
            )
          }
        >
          {t('chatbot.knowledge.retrain')}
        </Button>
      )}
      <Suspense>
        {edited !== null && (
          <KnowledgeDialog
            assistantId={assistantId}
            document={edited.document}
            onClose={() => setEdited(null)}
          />
        )}
        {deleted !== null && (
          <ConfirmDialog
            title={t('chatbot.knowledge.deleteTitle', { name: deleted.name })}
            body={t('chatbot.knowledge.deleteBody')}
            confirmLabel={t('chatbot.delete')}
            isBusy={remove.isPending}
            onConfirm={() => handleDelete(deleted)}
            onClose={() => setDeleted(null)}
          />
        )}
      </Suspense>
    </div>
  );
}

interface DocumentRowProps {
  document: Stored<KnowledgeDocument>;
  onEdit: () => void;
  onDelete: () => void;
}

function DocumentRow({ document, onEdit, onDelete }: DocumentRowProps) {
  const { t, i18n } = useTranslation();
  const describe = useKnowledgeSentence();
  const time = useTimeWords();
  const { members } = useDirectory();
  const { name, source, status, problem, chunkCount, trainedCount } = document;
  const Icon = source.type === 'text' ? IconTextCaption : IconFileText;
  const percent = chunkCount === 0 ? 0 : Math.round((trainedCount / chunkCount) * 100);
  const reason = reasonSchema.safeParse(problem);
  return (
    <li data-document={document.id}>
      <Icon size={20} stroke={1.5} aria-hidden />
      <div className="settings-list-name chatbot-assistant">
        <span>{name}</span>
        <span className="settings-muted">
          {source.type === 'file' && `${bytesText(source.size, i18n.language)} · `}
          {source.type === 'text' && `${t('chatbot.knowledge.length', { count: source.text.length })} · `}
          {t('chatbot.knowledge.changed', {
            time: time.date(document.updatedAt),
            name: members[document.updatedBy]?.name ?? t('conversation.someone'),
          })}
        </span>
        {status === 'failed' && (
          <span className="chatbot-row-problem" role="alert">
            {reason.success
              ? describe({ code: 'unknown', reason: reason.data })
              : t('chatbot.knowledge.failed')}
          </span>
        )}
        {status === 'training' && (
          <span className="chatbot-training">
            <Progress value={percent} size="sm" aria-label={t('chatbot.training', { percent })} />
            <span className="tabular settings-muted" aria-hidden>
              {t('chatbot.percent', { percent })}
            </span>
          </span>
        )}
      </div>
      <span className="chatbot-state" data-state={status}>
        {t(`chatbot.knowledge.state.${status}`)}
      </span>
      <Button
        size="compact-sm"
        variant="subtle"
        aria-label={t(source.type === 'text' ? 'settings.edit' : 'chatbot.knowledge.replaceNamed', { name })}
        onClick={onEdit}
      >
        {source.type === 'text' ? t('words.edit') : t('chatbot.replace')}
      </Button>
      <Button
        size="compact-sm"
        variant="subtle"
        color="red"
        aria-label={t('chatbot.knowledge.deleteNamed', { name })}
        onClick={onDelete}
      >
        {t('chatbot.delete')}
      </Button>
    </li>
  );
}
