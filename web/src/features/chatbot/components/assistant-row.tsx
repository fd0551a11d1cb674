import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArchive,
  IconArchiveOff,
  IconCopy,
  IconDots,
  IconDownload,
  IconPlayerPause,
  IconPlayerPlay,
  IconRobot,
  IconSparkles,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { AutomationMode } from '#contracts/automation.ts';
import type { Assistant } from '#contracts/collections/assistant.ts';
import type { Channel } from '#contracts/collections/channel.ts';
import { LIMITS } from '#contracts/limits.ts';
import { useErrorSentence } from '../../../i18n/use-error-sentence.ts';
import type { AppError } from '../../../platform/app-error.ts';
import { createChosenIds } from '../../../platform/chosen-ids.ts';
import type { Stored } from '../../../platform/documents.ts';
import { useCall } from '../../../platform/use-call.ts';
import { ChannelMark } from '../../../ui/channel-mark.tsx';
import { showNotice } from '../../../ui/notices.tsx';
import { assistantFileName, downloadJson } from '../assistant-file.ts';
import { copyName, isSwitchedOn } from '../model.ts';
import { StatusBadge, TrainingProgress } from './status-badge.tsx';

interface AssistantRowProps {
  assistant: Stored<Assistant>;
  mode: AutomationMode;
  /** Where it is chosen to answer. */
  channels: readonly Stored<Channel>[];
  /** Names in use, for a copy's own. */
  names: readonly string[];
}

/** One assistant in the list, with what can be done to it. */
export function AssistantRow({ assistant, mode, channels, names }: AssistantRowProps) {
  const { t } = useTranslation();
  const describe = useErrorSentence();
  const navigate = useNavigate();
  const duplicate = useCall('duplicateAssistant');
  const [copies] = useState(createChosenIds);
  const exportOne = useCall('exportAssistant');
  const setStatus = useCall('setAssistantStatus');
  const { id, name, description, type, status, archived } = assistant;
  const isOn = isSwitchedOn(assistant);
  const Icon = type === 'ai' ? IconSparkles : IconRobot;

  const handleError = (error: AppError) => showNotice({ message: describe(error), tone: 'danger' });
  const archive = useCall('archiveAssistant', {
    onSuccess: (_, { archived: isArchived }) =>
      showNotice({
        message: t(isArchived ? 'chatbot.list.archived' : 'chatbot.list.restored', { name }),
        ...(isArchived
          ? { durationMs: 8000, action: { label: t('words.undo'), onAction: () => handleArchive(false) } }
          : { tone: 'success' as const }),
      }),
    onError: (error) =>
      error.reason === 'assistant-in-use'
        ? showNotice({
            message: describe(error),
            tone: 'danger',
            durationMs: 12_000,
            action: {
              label: t('chatbot.list.toMode'),
              onAction: () => {
                void navigate('/chatbot/mode');
              },
            },
          })
        : handleError(error),
  });
  const handleArchive = (isArchived: boolean) => archive.mutate({ assistantId: id, archived: isArchived });
  const isBusy = duplicate.isPending || archive.isPending || exportOne.isPending || setStatus.isPending;

  return (
    <li data-archived={archived || undefined}>
      <span className="chatbot-type" data-type={type} title={t(`chatbot.mode.${type}.name`)}>
        <Icon size={20} stroke={1.5} aria-label={t(`chatbot.mode.${type}.name`)} />
      </span>
      <div className="settings-list-name chatbot-assistant">
        <span className="chatbot-assistant-line">
          <Link to={`/chatbot/assistants/${id}`}>{name}</Link>
          {!archived && <StatusBadge status={status} />}
        </span>
        {description !== '' && <span className="settings-muted chatbot-assistant-text">{description}</span>}
        {channels.length > 0 && (
          <span className="settings-muted chatbot-live">
            {t(mode === type ? 'chatbot.list.liveOn' : 'chatbot.list.chosenOn')}
            {channels.map((channel) => (
              <span key={channel.id} className="chatbot-live-channel">
                <ChannelMark type={channel.type} /> {channel.name}
              </span>
            ))}
          </span>
        )}
        {status === 'training' && <TrainingProgress assistantId={id} />}
      </div>
      <Menu position="bottom-end" shadow="md" withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            loading={isBusy}
            aria-label={t('chatbot.list.actions', { name })}
          >
            <IconDots size={18} stroke={1.5} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {!archived && !isOn && (
            <Menu.Item
              leftSection={<IconPlayerPlay size={16} stroke={1.5} />}
              onClick={() =>
                setStatus.mutate({ assistantId: id, status: 'active' }, { onError: handleError })
              }
            >
              {t('chatbot.activate')}
            </Menu.Item>
          )}
          {!archived && isOn && (
            <Menu.Item
              leftSection={<IconPlayerPause size={16} stroke={1.5} />}
              onClick={() =>
                setStatus.mutate({ assistantId: id, status: 'inactive' }, { onError: handleError })
              }
            >
              {t('chatbot.deactivate')}
            </Menu.Item>
          )}
          {!archived && (
            <Menu.Item
              leftSection={<IconCopy size={16} stroke={1.5} />}
              onClick={() =>
                duplicate.mutate(
                  {
                    assistantId: id,
                    copyId: copies.of('next'),
                    name: copyName(name, names, (original) =>
                      t('chatbot.list.copyOf', { name: original }),
                    ).slice(0, LIMITS.nameCharacters),
                  },
                  {
                    onError: handleError,
                    onSuccess: ({ assistantId }) => {
                      copies.forget('next');
                      showNotice({ message: t('chatbot.list.duplicated', { name }), tone: 'success' });
                      void navigate(`/chatbot/assistants/${assistantId}`);
                    },
                  },
                )
              }
            >
              {t('chatbot.list.duplicate')}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<IconDownload size={16} stroke={1.5} />}
            onClick={() =>
              exportOne.mutate(
                { assistantId: id },
                {
                  onError: handleError,
                  onSuccess: (file) => downloadJson(assistantFileName(name), file),
                },
              )
            }
          >
            {t('chatbot.list.export')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            leftSection={
              archived ? <IconArchiveOff size={16} stroke={1.5} /> : <IconArchive size={16} stroke={1.5} />
            }
            onClick={() => handleArchive(!archived)}
          >
            {archived ? t('settings.restore') : t('settings.archive')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}
