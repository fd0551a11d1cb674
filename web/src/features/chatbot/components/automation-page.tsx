import { useTranslation } from 'react-i18next';
import { NO_AUTOMATION } from '#contracts/collections/automation.ts';
import { useAutomation } from '../../../platform/automation.ts';
import { SettingsPage } from '../../../ui/settings-page.tsx';
import { AwaitQuery } from './await-query.tsx';
import { BudgetBars } from './budget-bars.tsx';
import { DraftsWaiting } from './drafts-waiting.tsx';
import { QuestionList } from './question-list.tsx';
import { RunList } from './run-list.tsx';
import { TodayTiles } from './today-tiles.tsx';
import './chatbot.css';

/** ChatBot > Automation: what bot and AI do, what waits for people, what could not be answered. */
export function AutomationPage() {
  const { t } = useTranslation();
  const automation = useAutomation();
  return (
    <SettingsPage title={t('handling.automation.title')} body={t('chatbot.automation.body')}>
      <AwaitQuery query={automation}>
        {(stored) => (
          <>
            <TodayTiles automation={stored ?? NO_AUTOMATION} />
            <BudgetBars />
          </>
        )}
      </AwaitQuery>
      <DraftsWaiting />
      <QuestionList assistants={automation.data?.assistants ?? {}} />
      <RunList />
    </SettingsPage>
  );
}
