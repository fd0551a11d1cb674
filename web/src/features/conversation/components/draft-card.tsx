import { Button } from '@mantine/core';
import { IconCheck, IconHistory, IconPencil, IconX } from '@tabler/icons-react';
import { useId, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelType } from '#contracts/channels.ts';
import type { Message } from '#contracts/collections/message.ts';
import { useErrorSentence } from '../../../i18n/use-error-sentence.ts';
import { useTimeWords } from '../../../i18n/use-time-words.ts';
import type { AppError } from '../../../platform/app-error.ts';
import { changeText, forgetChange, useTextChange } from '../../../platform/changed-texts.ts';
import { countExcess } from '../../../platform/count-excess.ts';
import type { Stored } from '../../../platform/documents.ts';
import { useSession } from '../../../platform/session.ts';
import { useCall } from '../../../platform/use-call.ts';
import { showNotice } from '../../../ui/notices.tsx';
import { LostDraft } from './lost-draft.tsx';

interface DraftCardProps {
  message: Stored<Message>;
  draft: NonNullable<Message['draft']>;
  channelType: ChannelType;
  /** The customer has written since: it can only be put aside. */
  isOutdated: boolean;
}

/**
 * An answer that an AI proposes: text to change in place, Send and Discard. What was decided shows at once; a failure
 * brings the draft back with what was typed. Where somebody else was faster, what was typed stays to be copied. One that the customer has written past shows its text to read and copy.
 */
export function DraftCard({ message, draft, channelType, isOutdated }: DraftCardProps) {
  const { t } = useTranslation();
  const describe = useErrorSentence();
  const time = useTimeWords();
  const titleId = useId();
  const { uid } = useSession();
  const atHand = { uid, field: `messages/${message.id}` };
  const changed = useTextChange(atHand)?.to;
  const text = changed ?? message.text;
  const excess = isOutdated ? 0 : countExcess(text, channelType, 'message');
  const canSend = !isOutdated && excess === 0 && text.trim() !== '';

  const handleFailure = (sentence: string) => (error: AppError) =>
    showNotice({ message: `${sentence} ${describe(error)}`, tone: 'danger', durationMs: 10_000 });
  const approve = useCall('approveDraft', {
    onSuccess: () => forgetChange(atHand),
    onError: handleFailure(t('handling.draft.sendFailed')),
  });
  const discard = useCall('discardDraft', {
    onSuccess: () => forgetChange(atHand),
    onError: handleFailure(t('handling.draft.discardFailed')),
  });

  const assistant = message.assistant?.name ?? t('handling.unnamed.ai');
  const isSent = draft.state === 'sent' || approve.isPending || approve.isSuccess;
  const isDiscarded = draft.state === 'discarded' || discard.isPending || discard.isSuccess;
  const isOnItsWay = draft.state === 'waiting' && (approve.isPending || discard.isPending);
  const isOwn = [approve, discard].some(({ isPending, isSuccess }) => isPending || isSuccess);
  const isDecidedElsewhere = draft.state !== 'waiting' && !isOwn;
  const conversationId = message.conversationId;

  const handleSend = () => {
    if (!canSend) return;
    approve.mutate({ conversationId, messageId: message.id, text: text.trim() });
  };
  const handleKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    handleSend();
  };

  const clock = (
    <time
      className="tabular"
      dateTime={new Date(message.providerAt).toISOString()}
      title={time.exact(message.providerAt)}
    >
      {time.clock(message.providerAt)}
    </time>
  );

  if (isSent || isDiscarded) {
    return (
      <article className="draft" data-state={isSent ? 'sent' : 'discarded'} aria-labelledby={titleId}>
        <output id={titleId} className="draft-head">
          {isSent ? (
            <IconCheck size={14} stroke={1.75} aria-hidden />
          ) : (
            <IconX size={14} stroke={1.75} aria-hidden />
          )}
          {isOnItsWay && t(isSent ? 'handling.draft.sending' : 'handling.draft.discarding')}
          {!isOnItsWay && t(isSent ? 'handling.draft.sent' : 'handling.draft.discarded')} · {assistant}
          {clock}
        </output>
        {!isSent && <p className="draft-text">{message.text}</p>}
        {isDecidedElsewhere && changed !== undefined && <LostDraft draft={atHand} text={changed} />}
      </article>
    );
  }
  return (
    <article className="draft" data-state={isOutdated ? 'outdated' : 'waiting'} aria-labelledby={titleId}>
      <p id={titleId} className="draft-head">
        {isOutdated ? (
          <IconHistory size={14} stroke={1.75} aria-hidden />
        ) : (
          <IconPencil size={14} stroke={1.75} aria-hidden />
        )}
        {t(isOutdated ? 'handling.draft.outdatedBy' : 'handling.draft.by', { name: assistant })}
        {clock}
      </p>
      <p className="draft-hint">{t(isOutdated ? 'handling.draft.outdated' : 'handling.draft.hint')}</p>
      <textarea
        className="draft-field"
        rows={Math.min(12, text.split('\n').length + 1)}
        aria-label={t('handling.draft.label')}
        readOnly={isOutdated}
        aria-invalid={excess > 0}
        value={text}
        onChange={(event) => changeText(atHand, { from: message.text, to: event.currentTarget.value })}
        onKeyDown={handleKeyDown}
      />
      {excess > 0 && (
        <p className="draft-problem" role="alert">
          {t('composer.tooLong', { count: excess })}
        </p>
      )}
      <div className="draft-buttons">
        {!isOutdated && (
          <Button size="compact-md" disabled={!canSend} onClick={handleSend}>
            {t('handling.draft.send')}
          </Button>
        )}
        <Button
          size="compact-md"
          variant="subtle"
          color="gray"
          onClick={() => discard.mutate({ conversationId, messageId: message.id })}
        >
          {t('handling.draft.discard')}
        </Button>
      </div>
    </article>
  );
}
