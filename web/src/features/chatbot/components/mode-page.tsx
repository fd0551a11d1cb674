import { useTranslation } from 'react-i18next';
import { INITIAL_AI_SETTINGS, NO_AUTOMATION } from '#contracts/collections/automation.ts';
import { useTimeWords } from '../../../i18n/use-time-words.ts';
import { useAutomation } from '../../../platform/automation.ts';
import { useChannels } from '../../../platform/channels.ts';
import { useDirectory } from '../../../platform/workspace.ts';
import { SettingsPage } from '../../../ui/settings-page.tsx';
import { useAiSettings } from '../api/ai-settings.ts';
import { useAssistants } from '../api/assistants.ts';
import { AwaitQuery } from './await-query.tsx';
import { BudgetBars } from './budget-bars.tsx';
import { ChannelAssistants } from './channel-assistants.tsx';
import { ModeSwitch } from './mode-switch.tsx';
import './chatbot.css';

/** ChatBot > Mode: the one switch, which assistant answers where, and what today has used. */
export function ModePage() {
  const { t } = useTranslation();
  const time = useTimeWords();
  const { members } = useDirectory();
  const automation = useAutomation();
  const channels = useChannels();
  const assistants = useAssistants();
  const aiSettings = useAiSettings();
  return (
    <SettingsPage title={t('handling.mode.title')} body={t('chatbot.mode.body')}>
      <AwaitQuery query={automation}>
        {(stored) => {
          const present = stored ?? NO_AUTOMATION;
          return (
            <>
              <ModeSwitch automation={present} channels={channels.data ?? []} />
              {present.changedBy !== null && (
                <p className="settings-muted chatbot-changed">
                  {t('chatbot.mode.changed', {
                    name: members[present.changedBy]?.name ?? t('conversation.someone'),
                    time: time.exact(present.changedAt),
                  })}
                </p>
              )}
              <section className="chatbot-section" aria-label={t('chatbot.channels.title')}>
                <AwaitQuery query={channels}>
                  {(list) => (
                    <AwaitQuery query={assistants}>
                      {(choices) => (
                        <ChannelAssistants
                          automation={present}
                          channels={list}
                          assistants={choices}
                          keys={
                            aiSettings.data === undefined
                              ? null
                              : (aiSettings.data ?? INITIAL_AI_SETTINGS).keys
                          }
                        />
                      )}
                    </AwaitQuery>
                  )}
                </AwaitQuery>
              </section>
              <BudgetBars />
            </>
          );
        }}
      </AwaitQuery>
    </SettingsPage>
  );
}
