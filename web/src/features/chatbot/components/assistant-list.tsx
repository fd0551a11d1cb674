import { Button, CloseButton, SegmentedControl, TextInput } from '@mantine/core';
import { IconFileImport, IconPlus, IconRobot, IconSearch } from '@tabler/icons-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { NO_AUTOMATION } from '#contracts/collections/automation.ts';
import { useErrorSentence } from '../../../i18n/use-error-sentence.ts';
import { useAutomation } from '../../../platform/automation.ts';
import { useChannels } from '../../../platform/channels.ts';
import { createChosenIds } from '../../../platform/chosen-ids.ts';
import { useCall } from '../../../platform/use-call.ts';
import { showNotice } from '../../../ui/notices.tsx';
import { SettingsPage } from '../../../ui/settings-page.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { useTyped } from '../../../ui/use-typed.ts';
import { useAssistants } from '../api/assistants.ts';
import { readAssistantFile } from '../assistant-file.ts';
import { fileKey } from '../file-key.ts';
import { channelsOf, searchAssistants } from '../model.ts';
import { AssistantRow } from './assistant-row.tsx';
import { AwaitQuery } from './await-query.tsx';

const CreateDialog = lazy(async () => ({ default: (await import('./create-dialog.tsx')).CreateDialog }));

/** Every assistant of the company: to find, make, copy, import and put away. */
export function AssistantList() {
  const { t } = useTranslation();
  const describe = useErrorSentence();
  const navigate = useNavigate();
  const assistants = useAssistants();
  const automation = useAutomation().data ?? NO_AUTOMATION;
  const channels = useChannels().data ?? [];
  const importFile = useCall('importAssistant');
  const [imports] = useState(createChosenIds);
  const [parameters, setParameters] = useSearchParams();
  const [isCreating, setIsCreating] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const areArchivedShown = parameters.get('show') === 'archived';
  const search = parameters.get('q') ?? '';

  const change = (name: string, value: string) =>
    setParameters(
      (present) => {
        const next = new URLSearchParams(present);
        if (value === '') next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );

  const typed = useTyped(search, (text) => change('q', text));

  const handleFile = async (file: File) => {
    setProblem(null);
    const read = readAssistantFile(await file.text());
    if (read.type !== 'assistant') {
      setProblem(
        t(`chatbot.import.${read.type}`, { file: file.name, field: 'field' in read ? read.field : '' }),
      );
      return;
    }
    importFile.mutate(
      { assistantId: imports.of(fileKey(file)), file: read.file },
      {
        onSuccess: ({ assistantId }) => {
          imports.forget(fileKey(file));
          showNotice({
            message: t('chatbot.import.done', { name: read.file.assistant.name }),
            tone: 'success',
          });
          void navigate(`/chatbot/assistants/${assistantId}`);
        },
        onError: (error) => setProblem(describe(error)),
      },
    );
  };

  const newButton = (
    <Button leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => setIsCreating(true)}>
      {t('chatbot.list.new')}
    </Button>
  );
  const importButton = (
    <Button
      variant="default"
      loading={importFile.isPending}
      leftSection={<IconFileImport size={16} stroke={1.5} />}
      onClick={() => picker.current?.click()}
    >
      {t('chatbot.import.button')}
    </Button>
  );

  return (
    <SettingsPage
      title={t('handling.assistants.title')}
      body={t('chatbot.list.body')}
      action={
        (assistants.data?.length ?? 0) > 0 && (
          <span className="settings-buttons">
            {importButton}
            {newButton}
          </span>
        )
      }
    >
      <input
        ref={picker}
        type="file"
        hidden
        accept=".json,application/json"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file !== undefined) handleFile(file).catch(reportError);
        }}
      />
      {problem !== null && (
        <div className="chatbot-warning" data-tone="danger" role="alert">
          <span>{problem}</span>
          <CloseButton size="sm" aria-label={t('words.dismiss')} onClick={() => setProblem(null)} />
        </div>
      )}
      <AwaitQuery query={assistants}>
        {(all) => {
          const found = searchAssistants(all, search, areArchivedShown);
          if (all.length === 0) {
            return (
              <EmptyState
                icon={<IconRobot size={32} stroke={1.25} aria-hidden />}
                title={t('chatbot.list.empty')}
                body={t('chatbot.list.emptyBody')}
                action={
                  <span className="settings-buttons">
                    {newButton}
                    {importButton}
                  </span>
                }
              />
            );
          }
          return (
            <>
              <div className="chatbot-tools">
                <TextInput
                  size="sm"
                  type="search"
                  aria-label={t('chatbot.list.search')}
                  placeholder={t('chatbot.list.search')}
                  leftSection={<IconSearch size={16} stroke={1.5} aria-hidden />}
                  value={typed.value}
                  onChange={(event) => typed.onChange(event.currentTarget.value)}
                  onBlur={typed.onBlur}
                />
                <SegmentedControl
                  size="xs"
                  aria-label={t('chatbot.list.show')}
                  value={areArchivedShown ? 'archived' : 'present'}
                  data={[
                    { value: 'present', label: t('chatbot.list.present') },
                    { value: 'archived', label: t('chatbot.list.putAway') },
                  ]}
                  onChange={(value) => change('show', value === 'archived' ? value : '')}
                />
              </div>
              {found.length === 0 && (
                <EmptyState
                  title={
                    search === ''
                      ? t('chatbot.list.noneArchived')
                      : t('chatbot.list.noneFound', { text: search })
                  }
                  body=""
                />
              )}
              <ul className="settings-list chatbot-assistants">
                {found.map((assistant) => (
                  <AssistantRow
                    key={assistant.id}
                    assistant={assistant}
                    mode={automation.mode}
                    channels={channelsOf(assistant.id, automation, channels)}
                    names={all.map(({ name }) => name)}
                  />
                ))}
              </ul>
            </>
          );
        }}
      </AwaitQuery>
      {isCreating && (
        <Suspense>
          <CreateDialog onClose={() => setIsCreating(false)} />
        </Suspense>
      )}
    </SettingsPage>
  );
}
