import { Button, PasswordInput } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { lazy, Suspense, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { AiProviderId } from '#contracts/automation.ts';
import type { AiSettings } from '#contracts/collections/automation.ts';
import { useErrorSentence } from '../../../i18n/use-error-sentence.ts';
import { useTimeWords } from '../../../i18n/use-time-words.ts';
import { useCall } from '../../../platform/use-call.ts';
import { useDirectory } from '../../../platform/workspace.ts';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { SettingsForm } from '../../../ui/settings-form.tsx';
import { showNotice } from '../../../ui/notices.tsx';

const ConfirmDialog = lazy(async () => ({
  default: (await import('../../../ui/confirm-dialog.tsx')).ConfirmDialog,
}));

interface KeyCardProps {
  provider: AiProviderId;
  state: AiSettings['keys'][AiProviderId];
}

/** A provider's key: entered, tested, replaced, removed; never read again. */
export function KeyCard({ provider, state }: KeyCardProps) {
  const { t } = useTranslation();
  const describe = useErrorSentence();
  const time = useTimeWords();
  const { members } = useDirectory();
  const save = useCall('saveAiKey');
  const remove = useCall('saveAiKey');
  const test = useCall('testAiKey');
  const [isReplacing, setIsReplacing] = useState(false);
  const [isRemoving, setIsRemoving] = useState(false);
  const [apiKey, setApiKey] = useState('');
  const name = t(`chatbot.provider.${provider}`);
  const isEntering = state === null || isReplacing;

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    test.reset();
    save.mutate(
      { provider, apiKey: apiKey.trim() },
      {
        onSuccess: () => {
          setApiKey('');
          setIsReplacing(false);
          showNotice({ message: t('chatbot.keys.saved', { provider: name }), tone: 'success' });
        },
      },
    );
  };

  return (
    <article className="chatbot-key" aria-label={name}>
      <header className="chatbot-key-head">
        <IconKey size={20} stroke={1.5} aria-hidden />
        <div>
          <h3>{name}</h3>
          <p className="settings-muted">
            {state === null
              ? t('chatbot.keys.none')
              : t('chatbot.keys.setBy', {
                  name: members[state.setBy]?.name ?? t('conversation.someone'),
                  time: time.exact(state.setAt),
                })}
          </p>
        </div>
        {state !== null && state.lastFour !== '' && (
          <code
            className="chatbot-masked"
            aria-label={t('chatbot.keys.ending', { lastFour: state.lastFour })}
          >
            ••••{state.lastFour}
          </code>
        )}
      </header>
      {isEntering && (
        <SettingsForm draft={{ apiKey }} saved={{ apiKey: '' }} onSubmit={handleSubmit}>
          <PasswordInput
            label={t('chatbot.keys.key', { provider: name })}
            description={t(`chatbot.keys.help.${provider}`)}
            autoComplete="off"
            spellCheck={false}
            value={apiKey}
            error={save.error?.reason === 'invalid-input' && t('chatbot.keys.wrong')}
            visibilityToggleButtonProps={{ 'aria-label': t('chatbot.keys.reveal') }}
            onChange={(event) => {
              save.clearError();
              setApiKey(event.currentTarget.value);
            }}
          />
          <FormProblem error={save.error?.reason === 'invalid-input' ? null : save.error} />
          <span className="settings-buttons">
            <Button type="submit" loading={save.isPending} disabled={apiKey.trim() === ''}>
              {t('chatbot.keys.save')}
            </Button>
            {isReplacing && (
              <Button
                variant="subtle"
                color="gray"
                onClick={() => {
                  setIsReplacing(false);
                  setApiKey('');
                  save.clearError();
                }}
              >
                {t('words.cancel')}
              </Button>
            )}
          </span>
        </SettingsForm>
      )}
      {state !== null && !isReplacing && (
        <footer className="settings-buttons">
          <Button
            size="compact-md"
            variant="default"
            loading={test.isPending}
            onClick={() => test.mutate({ provider })}
          >
            {t('chatbot.keys.test')}
          </Button>
          <Button size="compact-md" variant="default" onClick={() => setIsReplacing(true)}>
            {t('chatbot.replace')}
          </Button>
          <Button size="compact-md" variant="subtle" color="red" onClick={() => setIsRemoving(true)}>
            {t('chatbot.keys.remove')}
          </Button>
        </footer>
      )}
      <div aria-live="polite">
        {test.isSuccess && <p className="chatbot-good">{t('chatbot.keys.works')}</p>}
        {test.error !== null && <FormProblem error={test.error} />}
      </div>
      {isRemoving && (
        <Suspense>
          <ConfirmDialog
            title={t('chatbot.keys.removeTitle', { provider: name })}
            body={t('chatbot.keys.removeBody', { provider: name })}
            confirmLabel={t('chatbot.keys.remove')}
            isBusy={remove.isPending}
            onConfirm={() =>
              remove.mutate(
                { provider, apiKey: null },
                {
                  onSettled: () => setIsRemoving(false),
                  onSuccess: () => test.reset(),
                  onError: (error) => showNotice({ message: describe(error), tone: 'danger' }),
                },
              )
            }
            onClose={() => setIsRemoving(false)}
          />
        </Suspense>
      )}
    </article>
  );
}
