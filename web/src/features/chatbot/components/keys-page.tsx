import { useTranslation } from 'react-i18next';
import { INITIAL_AI_SETTINGS } from '#contracts/collections/automation.ts';
import { AI_PROVIDERS } from '#contracts/automation.ts';
import { SettingsPage } from '../../../ui/settings-page.tsx';
import { useAiSettings } from '../api/ai-settings.ts';
import { AwaitQuery } from './await-query.tsx';
import { KeyCard } from './key-card.tsx';
import { LimitsForm } from './limits-form.tsx';
import './chatbot.css';

/** ChatBot > Keys and limits: the providers' keys, hosts that answers may link to, the budget of a day. */
export function KeysPage() {
  const { t } = useTranslation();
  const settings = useAiSettings();
  return (
    <SettingsPage title={t('handling.keys.title')} body={t('chatbot.keys.body')}>
      <AwaitQuery query={settings}>
        {(stored) => {
          const present = stored ?? INITIAL_AI_SETTINGS;
          return (
            <>
              <div className="chatbot-keys">
                {AI_PROVIDERS.map((provider) => (
                  <KeyCard key={provider} provider={provider} state={present.keys[provider]} />
                ))}
              </div>
              <LimitsForm settings={present} />
            </>
          );
        }}
      </AwaitQuery>
    </SettingsPage>
  );
}
