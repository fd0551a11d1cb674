import { NativeSelect, SegmentedControl } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ASSISTANT_TYPES, type AssistantType } from '#contracts/automation.ts';
import type { Assistant } from '#contracts/collections/assistant.ts';
import type { AiSettings, Automation } from '#contracts/collections/automation.ts';
import type { Channel } from '#contracts/collections/channel.ts';
import { useErrorSentence } from '../../../i18n/use-error-sentence.ts';
import type { Stored } from '../../../platform/documents.ts';
import { useCall } from '../../../platform/use-call.ts';
import { readableAddress } from '../../../ui/address.ts';
import { ChannelMark } from '../../../ui/channel-mark.tsx';
import { showNotice } from '../../../ui/notices.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { findChannelProblem, NO_KEYS_KNOWN } from '../model.ts';

interface ChannelAssistantsProps {
  automation: Automation;
  channels: readonly Stored<Channel>[];
  assistants: readonly Stored<Assistant>[];
  /** Null until they have arrived. */
  keys: AiSettings['keys'] | null;
}

/** Channel by channel, the assistant that answers there. The choice of each type is kept while the other is on. */
export function ChannelAssistants({ automation, channels, assistants, keys }: ChannelAssistantsProps) {
  const { t } = useTranslation();
  const [chosenType, setChosenType] = useState<AssistantType | null>(null);
  const type = chosenType ?? (automation.mode === 'off' ? 'ai' : automation.mode);
  const choices = assistants.filter((assistant) => assistant.type === type && !assistant.archived);
  return (
    <>
      <header className="chatbot-section-head">
        <div>
          <h3>{t('chatbot.channels.title')}</h3>
          <p className="settings-muted">
            {automation.mode === type
              ? t('chatbot.channels.body')
              : t('chatbot.channels.later', { mode: t(`chatbot.mode.${type}.name`) })}
          </p>
        </div>
        <SegmentedControl
          aria-label={t('chatbot.channels.type')}
          size="xs"
          value={type}
          data={ASSISTANT_TYPES.map((value) => ({ value, label: t(`chatbot.mode.${value}.name`) }))}
          onChange={(value) => {
            const next = ASSISTANT_TYPES.find((candidate) => candidate === value);
            if (next !== undefined) setChosenType(next);
          }}
        />
      </header>
      {channels.length === 0 ? (
        <EmptyState title={t('chatbot.channels.none')} body={t('chatbot.channels.noneBody')} />
      ) : (
        <ul className="settings-list chatbot-channels">
          {channels.map((channel) => (
            <ChannelRow
              key={channel.id}
              channel={channel}
              type={type}
              automation={automation}
              choices={choices}
              keys={keys ?? NO_KEYS_KNOWN}
            />
          ))}
        </ul>
      )}
      {choices.length === 0 && channels.length > 0 && (
        <p className="settings-muted">
          {t(`chatbot.channels.noAssistant.${type}`)}{' '}
          <Link to="/chatbot/assistants">{t('chatbot.channels.toAssistants')}</Link>
        </p>
      )}
    </>
  );
}

interface ChannelRowProps {
  channel: Stored<Channel>;
  type: AssistantType;
  automation: Automation;
  choices: readonly Stored<Assistant>[];
  keys: AiSettings['keys'];
}

function ChannelRow({ channel, type, automation, choices, keys }: ChannelRowProps) {
  const { t } = useTranslation();
  const describe = useErrorSentence();
  const choose = useCall('setChannelAssistant');
  const stored = automation.channels[channel.id]?.[type] ?? null;
  // What is on its way is shown already; a refusal puts the stored one back and says so.
  const shown = choose.isPending ? choose.variables.assistantId : stored;
  const problem =
    automation.mode === type
      ? findChannelProblem(channel.id, automation, { assistants: choices, keys })
      : null;
  return (
    <li>
      <ChannelMark type={channel.type} size={20} />
      <span className="settings-list-name">
        {channel.name} <span className="settings-muted">{readableAddress(channel.address)}</span>
        {channel.state === 'disabled' && (
          <span className="settings-muted"> · {t('chatbot.channels.disabled')}</span>
        )}
        {problem !== null && (
          <span className="chatbot-channel-problem">
            <IconAlertTriangle size={14} stroke={1.75} aria-hidden />
            <span>
              {t(`chatbot.channels.problem.${problem}`)}{' '}
              {problem === 'key-missing' && <Link to="/chatbot/keys">{t('chatbot.channels.toKeys')}</Link>}
            </span>
          </span>
        )}
      </span>
      <NativeSelect
        className="chatbot-channel-select"
        aria-label={t('chatbot.channels.choose', { channel: channel.name })}
        size="sm"
        value={shown ?? ''}
        disabled={choose.isPending}
        data={[
          { value: '', label: t('chatbot.channels.nobody') },
          ...choices.map(({ id, name, status }) => ({
            value: id,
            label: status === 'inactive' ? t('chatbot.channels.inactive', { name }) : name,
          })),
        ]}
        onChange={(event) =>
          choose.mutate(
            { channelId: channel.id, type, assistantId: event.currentTarget.value || null },
            { onError: (error) => showNotice({ message: describe(error), tone: 'danger' }) },
          )
        }
      />
    </li>
  );
}
