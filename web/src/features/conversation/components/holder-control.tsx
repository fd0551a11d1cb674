import { IconChevronDown, IconRobot, IconSparkles, IconUser } from '@tabler/icons-react';
import { lazy, Suspense, useRef, useState, type ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contracts/collections/conversation.ts';
import { useErrorSentence } from '../../../i18n/use-error-sentence.ts';
import type { AppError } from '../../../platform/app-error.ts';
import { useAutomation } from '../../../platform/automation.ts';
import type { Stored } from '../../../platform/documents.ts';
import { useCan, useSession } from '../../../platform/session.ts';
import { useCall } from '../../../platform/use-call.ts';
import { useDirectory } from '../../../platform/workspace.ts';
import { showNotice } from '../../../ui/notices.tsx';
import { findGiveable, findHolder, type Holder } from '../handling.ts';

const HolderMenu = lazy(async () => ({ default: (await import('./holder-menu.tsx')).HolderMenu }));

const ICONS = { bot: IconRobot, ai: IconSparkles, human: IconUser, nobody: IconUser } as const;

/** Who answers the customer: a bot, an AI or a person. A button where that can be changed here. */
export function HolderControl({ conversation }: { conversation: Stored<Conversation> }) {
  const { t } = useTranslation();
  const { uid } = useSession();
  const managesOthers = useCan('inbox.manageOthers');
  const automation = useAutomation().data ?? null;
  const [isOpen, setIsOpen] = useState(false);
  const holder = findHolder(conversation, automation);
  const name = useHolderName(holder);
  const giveable = findGiveable(conversation, automation, { uid, managesOthers });
  const isHeld = holder.type === 'bot' || holder.type === 'ai';
  const Icon = ICONS[holder.type];

  const describe = useErrorSentence();
  const handleError = (error: AppError) => showNotice({ message: describe(error), tone: 'danger' });
  const accept = useCall('acceptConversation', { onError: handleError });
  // By the time the answer comes, the listener has told that it holds the conversation already.
  const givenName = useRef('');
  const give = useCall('giveToAutomation', {
    onError: handleError,
    onSuccess: () =>
      showNotice({ message: t('handling.givenBack', { name: givenName.current }), tone: 'success' }),
  });

  if (!isHeld && giveable === null) {
    return (
      <span
        className="conversation-fact"
        title={holder.type === 'human' ? t('conversation.assignee', { name }) : undefined}
      >
        <Icon size={14} stroke={1.5} aria-hidden />
        <span>{name}</span>
      </span>
    );
  }
  const button = (
    <HolderButton
      type={holder.type}
      name={name}
      isOpen={isOpen}
      disabled={accept.isPending || give.isPending}
      onClick={() => setIsOpen(!isOpen)}
    />
  );
  if (!isOpen) return button;
  return (
    <Suspense fallback={button}>
      <HolderMenu
        isHeld={isHeld}
        giveable={giveable}
        onTakeOver={() => accept.mutate({ conversationId: conversation.id })}
        onGive={() => {
          givenName.current = giveable?.name ?? '';
          give.mutate({ conversationId: conversation.id });
        }}
        onClose={() => setIsOpen(false)}
      >
        {button}
      </HolderMenu>
    </Suspense>
  );
}

interface HolderButtonProps extends Omit<ComponentProps<'button'>, 'type' | 'name'> {
  type: Holder['type'];
  name: string;
  isOpen: boolean;
}

/** Takes what a menu gives its target. */
function HolderButton({ type, name, isOpen, ...button }: HolderButtonProps) {
  const { t } = useTranslation();
  const Icon = ICONS[type];
  return (
    <button
      {...button}
      type="button"
      className="conversation-fact conversation-holder"
      data-holder={type}
      aria-haspopup="menu"
      aria-expanded={isOpen}
      aria-label={t('handling.who', { name })}
    >
      <Icon size={14} stroke={1.5} aria-hidden />
      <span>{name}</span>
      <IconChevronDown size={12} stroke={1.75} aria-hidden />
    </button>
  );
}

function useHolderName(holder: Holder): string {
  const { t } = useTranslation();
  const { members } = useDirectory();
  switch (holder.type) {
    case 'bot':
    case 'ai':
      return holder.name ?? t(`handling.unnamed.${holder.type}`);
    case 'human':
      return members[holder.memberId]?.name ?? t('conversation.someone');
    case 'nobody':
      return t('conversation.nobody');
  }
}
