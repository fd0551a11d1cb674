import { lazy, Suspense } from 'react';
import type { AssistantSettings } from '#contracts/callables/automation.ts';
import type { Assistant } from '#contracts/collections/assistant.ts';
import { loadArea } from '../../../i18n/index.ts';
import { useCompanyQuery } from '../../../platform/workspace.ts';
import type { AppError } from '../../../platform/app-error.ts';
import type { Stored } from '../../../platform/documents.ts';
import { Loading } from '../../../ui/states.tsx';
import type { EditorTab } from '../model.ts';
import { usePresentQueues } from '../use-present-queues.ts';
import { AnswersTab } from './answers-tab.tsx';
import { BotTab } from './bot-tab.tsx';
import { KnowledgeTab } from './knowledge-tab.tsx';
import { SettingsTab } from './settings-tab.tsx';
import { TryPane } from './try-pane.tsx';

const BotTestPane = lazy(async () => {
  const [{ BotTestPane: Loaded }] = await Promise.all([
    import('../bot-editor/bot-test-pane.tsx'),
    loadArea('botEditor'),
  ]);
  return { default: Loaded };
});

interface EditorTabBodyProps {
  tab: EditorTab;
  assistant: Stored<Assistant>;
  /** With the unsaved changes. */
  settings: AssistantSettings;
  /** Paths of fields that are not right. */
  problems: readonly string[];
  /** Why the server refused the bot's steps; null when it did not. */
  refusal: AppError | null;
  isDirty: boolean;
  onChange: (settings: AssistantSettings) => void;
}

/** What stands below the tabs. */
export function EditorTabBody(props: EditorTabBodyProps) {
  const { tab, assistant, settings, problems, refusal, isDirty, onChange } = props;
  const queues = usePresentQueues();
  const company = useCompanyQuery().data ?? undefined;
  if (tab === 'settings') return <SettingsTab settings={settings} problems={problems} onChange={onChange} />;
  if (settings.type === 'ai') {
    switch (tab) {
      case 'answers':
        return (
          <AnswersTab ai={settings.ai} problems={problems} onChange={(ai) => onChange({ ...settings, ai })} />
        );
      case 'knowledge':
        return <KnowledgeTab assistantId={assistant.id} />;
      default:
        return <TryPane assistantId={assistant.id} isUnsaved={isDirty} />;
    }
  }
  if (tab === 'bot') {
    return <BotTab bot={settings.bot} refusal={refusal} onChange={(bot) => onChange({ ...settings, bot })} />;
  }
  return (
    <Suspense fallback={<Loading className="chatbot-loading" />}>
      <BotTestPane bot={settings.bot} queues={queues} {...(company === undefined ? {} : { company })} />
    </Suspense>
  );
}
