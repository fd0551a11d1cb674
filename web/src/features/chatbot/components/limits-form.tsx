import { NumberInput, TagsInput } from '@mantine/core';
import { hashKey } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AiSettings } from '#contracts/collections/automation.ts';
import { useCall } from '../../../platform/use-call.ts';
import { showNotice } from '../../../ui/notices.tsx';
import { isHost, toHost } from '../model.ts';
import { SaveBar } from './save-bar.tsx';

type Limits = Pick<AiSettings, 'allowedHosts'> & AiSettings['budget'];

/** Hosts that answers may link to, and how much the assistants may use in a day. Sends what was touched. */
export function LimitsForm({ settings }: { settings: AiSettings }) {
  const { t, i18n } = useTranslation();
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

  const change = (part: Partial<Limits>) => {
    save.clearError();
    setDraft({ ...draft, ...part });
  };

  return (
    <>
      <section className="chatbot-section settings-form" aria-label={t('chatbot.limits.title')}>
        <h3>{t('chatbot.limits.title')}</h3>
        <div className="chatbot-pair">
          <NumberInput
            label={t('chatbot.limits.answers')}
            description={t('chatbot.limits.zero')}
            min={0}
            max={1_000_000}
            allowDecimal={false}
            allowNegative={false}
            {...separatorsOf(i18n.language)}
            value={limits.answersPerDay}
            onChange={(value) => change({ answersPerDay: Number(value) || 0 })}
          />
          <NumberInput
            label={t('chatbot.limits.tokens')}
            description={t('chatbot.limits.zero')}
            min={0}
            max={1_000_000_000}
            step={10_000}
            allowDecimal={false}
            allowNegative={false}
            {...separatorsOf(i18n.language)}
            value={limits.tokensPerDay}
            onChange={(value) => change({ tokensPerDay: Number(value) || 0 })}
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
          if (draft === null || wrongHosts.length > 0) return;
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

/** How a language separates thousands and decimals; a field refuses two that are the same. */
function separatorsOf(locale: string): { thousandSeparator: string; decimalSeparator: string } {
  const parts = new Intl.NumberFormat(locale).formatToParts(12_345.6);
  const find = (type: Intl.NumberFormatPartTypes) => parts.find((part) => part.type === type)?.value;
  return { thousandSeparator: find('group') ?? ' ', decimalSeparator: find('decimal') ?? '.' };
}
