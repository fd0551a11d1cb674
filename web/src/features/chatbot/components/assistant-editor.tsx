import { ActionIcon, Button } from '@mantine/core';
import { IconArrowLeft, IconRobot, IconSparkles } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, NavLink, useNavigate } from 'react-router';
import type { AssistantSettings } from '#contracts/callables/automation.ts';
import type { Assistant } from '#contracts/collections/assistant.ts';
import { useErrorSentence } from '../../../i18n/use-error-sentence.ts';
import type { Stored } from '../../../platform/documents.ts';
import { useCall } from '../../../platform/use-call.ts';
import { showNotice } from '../../../ui/notices.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { useAssistant } from '../api/assistants.ts';
import {
  changeDraft,
  isDirty as isDraftDirty,
  isOvertaken,
  keepDraft,
  settleDraft,
  type Draft,
} from '../draft-model.ts';
import { checkSettings, isSwitchedOn, tabOfField, tabsOf, toSettings } from '../model.ts';
import { AwaitQuery } from './await-query.tsx';
import { EditorTabBody } from './editor-tab-body.tsx';
import { SaveBar } from './save-bar.tsx';
import { StatusBadge, TrainingProgress } from './status-badge.tsx';

interface AssistantEditorProps {
  assistantId: string;
  tab: string | undefined;
}

/** One assistant: its tabs share one set of unsaved changes and one Save. Mount one per assistant (`key`). */
export function AssistantEditor({ assistantId, tab }: AssistantEditorProps) {
  const { t } = useTranslation();
  const assistant = useAssistant(assistantId);
  return (
    <div className="settings-page chatbot-editor" data-tab={tab}>
      <AwaitQuery query={assistant} rows={8}>
        {(stored) =>
          stored === null ? (
            <EmptyState
              title={t('chatbot.editor.gone')}
              body={t('chatbot.editor.goneBody')}
              action={
                <Button variant="default" component={Link} to="/chatbot/assistants">
                  {t('chatbot.editor.back')}
                </Button>
              }
            />
          ) : (
            <Editor assistant={stored} tab={tab} />
          )
        }
      </AwaitQuery>
    </div>
  );
}

function Editor({ assistant, tab }: { assistant: Stored<Assistant>; tab: string | undefined }) {
  const { t } = useTranslation();
  const describe = useErrorSentence();
  const navigate = useNavigate();
  const save = useCall('saveAssistant');
  const setStatus = useCall('setAssistantStatus');
  const [draft, setDraft] = useState<Draft | null>(null);
  const [localProblems, setLocalProblems] = useState<readonly string[]>([]);
  const { id, type, status } = assistant;
  const isOn = isSwitchedOn(assistant);
  const address = `/chatbot/assistants/${id}`;
  const settings = draft?.settings ?? toSettings(assistant);
  const isDirty = isDraftDirty(draft, assistant);
  const settled = save.isPending ? draft : settleDraft(draft, assistant);
  if (settled !== draft) setDraft(settled);
  const isRefusedAsOld = save.error?.reason === 'changed-meanwhile';
  const isStale = !save.isPending && (isRefusedAsOld || isOvertaken(settled, assistant));

  const tabs = tabsOf(type);
  const shown = tabs.find((candidate) => candidate === tab);
  const Icon = type === 'ai' ? IconSparkles : IconRobot;
  const serverField = save.error?.field?.replace(/^settings\./, '') ?? null;
  const problems = serverField === null ? localProblems : [...localProblems, serverField];
  const isRefusedStep = save.error?.reason === 'bot-invalid';
  const faultyTabs = new Set(isRefusedStep ? ['bot'] : problems.map(tabOfField));

  useEffect(() => {
    document.title = assistant.name;
  }, [assistant.name]);

  const handleChange = (next: AssistantSettings) => {
    save.clearError();
    setLocalProblems([]);
    setDraft(changeDraft(draft, next, assistant));
  };

  const showTabOf = (field: string, isStep: boolean) => {
    const faulty = isStep ? 'bot' : tabOfField(field);
    if (faulty !== shown) void navigate(`${address}/${faulty}`);
  };

  const handleSave = () => {
    if (draft === null || isStale) return;
    const { settings: sent, problems: found } = checkSettings(draft.settings);
    setLocalProblems(found);
    const [first] = found;
    if (first !== undefined) {
      showTabOf(first, false);
      return;
    }
    setDraft({ ...draft, settings: sent, sent });
    save.mutate(
      { assistantId: id, isNew: false, expectedRevision: draft.begunWith, settings: sent },
      {
        onSuccess: ({ revision }) => {
          setDraft((latest) => keepDraft(latest, sent, revision));
          showNotice({ message: t('settings.saved'), tone: 'success', durationMs: 3000 });
        },
        onError: (error) => {
          if (error.field !== null)
            showTabOf(error.field.replace(/^settings\./, ''), error.reason === 'bot-invalid');
        },
      },
    );
  };

  const handleDiscard = () => {
    save.clearError();
    setLocalProblems([]);
    setDraft(null);
  };

  if (shown === undefined) return <Navigate to={`${address}/settings`} replace />;
  return (
    <>
      <header className="chatbot-editor-head">
        <ActionIcon
          component={Link}
          to="/chatbot/assistants"
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('chatbot.editor.back')}
        >
          <IconArrowLeft size={20} stroke={1.5} />
        </ActionIcon>
        <span className="chatbot-type" data-type={type}>
          <Icon size={20} stroke={1.5} aria-hidden />
        </span>
        <div className="chatbot-editor-name">
          <h2>{settings.name}</h2>
          <span className="settings-muted">{t(`chatbot.mode.${type}.name`)}</span>
          {assistant.archived ? (
            <span className="settings-muted">{t('chatbot.editor.archived')}</span>
          ) : (
            <StatusBadge status={status} />
          )}
          {status === 'training' && <TrainingProgress assistantId={id} />}
        </div>
        {!assistant.archived && (
          <Button
            variant={isOn ? 'default' : 'filled'}
            loading={setStatus.isPending}
            onClick={() =>
              setStatus.mutate(
                { assistantId: id, status: isOn ? 'inactive' : 'active' },
                { onError: (error) => showNotice({ message: describe(error), tone: 'danger' }) },
              )
            }
          >
            {isOn ? t('chatbot.deactivate') : t('chatbot.activate')}
          </Button>
        )}
      </header>
      <nav className="chatbot-tabs" aria-label={t('chatbot.editor.tabs')}>
        {tabs.map((candidate) => (
          <NavLink key={candidate} to={`${address}/${candidate}`} replace>
            {t(`chatbot.editor.tab.${candidate}`)}
            {faultyTabs.has(candidate) && (
              <span className="chatbot-fault">
                <span className="visually-hidden">{t('chatbot.editor.faulty')}</span>
              </span>
            )}
          </NavLink>
        ))}
      </nav>
      <EditorTabBody
        tab={shown}
        assistant={assistant}
        settings={settings}
        problems={problems}
        refusal={isRefusedStep ? save.error : null}
        isDirty={isDirty}
        onChange={handleChange}
      />
      <SaveBar
        isDirty={isDirty}
        isSaving={save.isPending}
        isStale={isStale}
        error={save.error}
        within={address}
        onSave={handleSave}
        onDiscard={handleDiscard}
      />
    </>
  );
}
