import { TagsInput } from '@mantine/core';
import { hashKey } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AiSettings } from '#contracts/collections/automation.ts';
import { useCall } from '../../../platform/use-call.ts';
import { showNotice } from '../../../ui/notices.tsx';
import { NumberField } from '../../../ui/number-field.tsx';
import { isHost, toHost } from '../model.ts';
import { SaveBar } from './save-bar.tsx';

type Limits = Pick<AiSettings, 'allowedHosts'> & AiSettings['budget'];

/** Hosts that answers may link to, and how much the assistants may use in a day. Sends what was touched. */
export function LimitsForm({ settings }: { settings: AiSettings }) {
  const { t } = useTranslation();
  const save = useCall('saveAiLimits');
  const [draft, setDraft] = useState<Partial<Limits> | null>(null);
  const saved: Limits = { allowedHosts: settings.allowedHosts, ...settings.budget };
  const limits = { ...saved, ...draft };
  const isKept = draft !== null && save.isSuccess && save.variables === draft;
  const isSame = hashKey([limits]) === hashKey([saved]);
  const isDirty = !isKept && !isSame;
  // The listener has brought what was saved.
  if (isKept && isSame) setDraft(null);
  const wrongHosts = limits.allowedHosts.filter((host) => !isHost(host));
  const isWrong =
    wrongHosts.length > 0 || Number.isNaN(limits.answersPerDay) || Number.isNaN(limits.tokensPerDay);

  const change = (part: Partial<Limits>) => {
    save.clearError();
    setDraft({ ...draft, ...part });
  };

  return (
    <>
      <section className="chatbot-section settings-form" aria-label={t('chatbot.limits.title')}>
        <h3>{t('chatbot.limits.title')}</h3>
        <div className="chatbot-pair">
          <NumberField
            label={t('chatbot.limits.answers')}
            description={t('chatbot.limits.zero')}
            min={0}
            max={1_000_000}
            error={Number.isNaN(limits.answersPerDay) && t('chatbot.problem.number')}
            value={limits.answersPerDay}
            onChange={(answersPerDay) => change({ answersPerDay })}
          />
          <NumberField
            label={t('chatbot.limits.tokens')}
            description={t('chatbot.limits.zero')}
            min={0}
            max={1_000_000_000}
            step={10_000}
            error={Number.isNaN(limits.tokensPerDay) && t('chatbot.problem.number')}
            value={limits.tokensPerDay}
            onChange={(tokensPerDay) => change({ tokensPerDay })}
          />
        </div>
        <p className="settings-muted">{t('chatbot.limits.body')}</p>
        <TagsInput
          label={t('chatbot.limits.hosts')}
          description={t('chatbot.limits.hostsHelp')}
          placeholder={limits.allowedHosts.length === 0 ? t('chatbot.limits.hostsExample') : ''}
          error={wrongHosts.length > 0 && t('chatbot.limits.hostWrong', { host: wrongHosts.join(', ') })}
          maxTags={100}
          acceptValueOnBlur
          splitChars={[',', ' ']}
          value={limits.allowedHosts}
          onChange={(hosts) => change({ allowedHosts: [...new Set(hosts.map(toHost))] })}
        />
      </section>
      <SaveBar
        isDirty={isDirty}
        isSaving={save.isPending}
        error={save.error}
        within="/chatbot/keys"
        onSave={() => {
          if (draft === null || isWrong) return;
          save.mutate(draft, {
            onSuccess: () => showNotice({ message: t('settings.saved'), tone: 'success', durationMs: 3000 }),
          });
        }}
        onDiscard={() => {
          save.clearError();
          setDraft(null);
        }}
      />
    </>
  );
}
