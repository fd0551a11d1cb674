import { ActionIcon, Button } from '@mantine/core';
import { IconLock, IconPaperclip, IconSend2, IconX } from '@tabler/icons-react';
import { useEffect, useRef, type ClipboardEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contracts/collections/conversation.ts';
import { UPLOAD_TYPES } from '#contracts/limits.ts';
import { countExcess } from '../../../platform/count-excess.ts';
import type { Stored } from '../../../platform/documents.ts';
import { usePreferences } from '../../../platform/preferences.ts';
import { randomId } from '../../../platform/random-id.ts';
import { useCan, useSession } from '../../../platform/session.ts';
import { useNow } from '../../../platform/use-now.ts';
import { findReplyBlock, isHeld, splitForChannel } from '../model.ts';
import { useAttachments } from '../use-attachments.ts';
import { useDraft } from '../use-draft.ts';
import { useFileDrop } from '../use-file-drop.ts';
import { useSendQueue } from '../use-send-queue.ts';
import { AttachmentTray } from './attachment-tray.tsx';
import { BlockNotice } from './block-notice.tsx';
import { ModeSwitch } from './mode-switch.tsx';
import { TakeOverHint } from './take-over-hint.tsx';
import './composer.css';

/** The message that the next one answers. */
export interface Quote {
  messageId: string;
  text: string;
}

interface ComposerProps {
  conversation: Stored<Conversation>;
  quote: Quote | null;
  onQuoteRemoved: () => void;
  /** Something was put into the queue: the log jumps to its end. */
  onSent: () => void;
}

/** Where a member writes: to the customer, or a note to the team. One instance per conversation. */
export function Composer({ conversation, quote, onQuoteRemoved, onSent }: ComposerProps) {
  const { t } = useTranslation();
  const { uid, companyId } = useSession();
  const { preferences } = usePreferences();
  const queue = useSendQueue();
  const managesOthers = useCan('inbox.manageOthers');
  const now = useNow();
  const block = findReplyBlock(conversation, { uid, managesOthers }, now);
  const { draft, change } = useDraft(uid, conversation.id);
  const { mode, text } = draft;
  const isNote = mode === 'note';
  const { attachments, refused, add, remove, clear } = useAttachments(conversation.channelType, mode);
  const box = useRef<HTMLElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);

  const isBlocked = block !== null && !isNote;
  const isDropping = useFileDrop(box, add, !isBlocked);
  const excess = countExcess(text, conversation.channelType, mode);
  const canSend = !isBlocked && excess === 0 && (text.trim() !== '' || attachments.length > 0);

  useEffect(() => {
    if (quote !== null) field.current?.focus();
  }, [quote]);

  const handleSend = () => {
    if (!canSend) return;
    const parts = splitForChannel(text.trim(), attachments, conversation.channelType, mode);
    for (const [index, part] of parts.entries()) {
      queue.add({
        clientMessageId: randomId(),
        companyId,
        uid,
        conversationId: conversation.id,
        mode,
        text: part.text,
        files: part.files.map(({ file }) => ({
          name: file.name,
          mimeType: file.type,
          size: file.size,
          blob: file,
          path: null,
        })),
        replyToMessageId: index === 0 ? (quote?.messageId ?? null) : null,
        createdAt: Date.now() + index,
        state: 'waiting',
        progress: 0,
        attempts: 0,
        nextAttemptAt: 0,
        failure: null,
      });
    }
    change({ text: '' });
    clear();
    onQuoteRemoved();
    onSent();
    field.current?.focus();
  };

  const handleKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && quote !== null) {
      event.preventDefault();
      onQuoteRemoved();
      return;
    }
    // While an input method composes a word, Enter belongs to it.
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    const wantsSend = preferences.enterSends ? !event.shiftKey : event.ctrlKey || event.metaKey;
    if (!wantsSend) return;
    event.preventDefault();
    handleSend();
  };

  const handlePaste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    add([...event.clipboardData.files]);
  };

  return (
    <section
      ref={box}
      className="composer"
      data-note={isNote || undefined}
      data-dropping={isDropping || undefined}
      aria-label={t('composer.region')}
    >
      <div className="composer-top">
        <ModeSwitch
          mode={mode}
          onChange={(next) => {
            change({ mode: next });
            field.current?.focus();
          }}
        />
        {isNote && (
          <span className="composer-note-hint">
            <IconLock size={14} stroke={1.5} aria-hidden /> {t('composer.notePlaceholder')}
          </span>
        )}
      </div>
      {isBlocked && <BlockNotice block={block} />}
      {!isBlocked && !isNote && isHeld(conversation) && <TakeOverHint conversation={conversation} />}
      {!isBlocked && quote !== null && (
        <div className="composer-quote">
          <span>
            <strong>{t('composer.quoting')}</strong> {quote.text}
          </span>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={t('composer.removeQuote')}
            onClick={onQuoteRemoved}
          >
            <IconX size={14} />
          </ActionIcon>
        </div>
      )}
      {!isBlocked && <AttachmentTray attachments={attachments} refused={refused} onRemove={remove} />}
      {!isBlocked && (
        <div className="composer-line">
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('composer.attach')}
            title={t('composer.attach')}
            onClick={() => picker.current?.click()}
          >
            <IconPaperclip size={20} stroke={1.5} />
          </ActionIcon>
          <input
            ref={picker}
            type="file"
            multiple
            hidden
            accept={UPLOAD_TYPES.join(',')}
            onChange={(event) => {
              add([...(event.currentTarget.files ?? [])]);
              event.currentTarget.value = '';
            }}
          />
          <textarea
            ref={field}
            className="composer-field"
            rows={Math.min(8, text.split('\n').length)}
            value={text}
            aria-label={isNote ? t('composer.note') : t('composer.message')}
            aria-invalid={excess > 0}
            placeholder={
              isNote
                ? t('composer.notePlaceholder')
                : t('composer.placeholder', { name: conversation.client.name || conversation.client.address })
            }
            onChange={(event) => change({ text: event.currentTarget.value })}
            onKeyDown={handleKeyDown}
            onPaste={handlePaste}
          />
          <Button
            className="composer-send"
            {...(isNote ? { color: 'yellow', autoContrast: true } : {})}
            disabled={!canSend}
            rightSection={<IconSend2 size={16} stroke={1.5} />}
            onClick={handleSend}
          >
            {isNote ? t('composer.saveNote') : t('composer.send')}
          </Button>
        </div>
      )}
      {excess > 0 && (
        <p className="composer-problem" role="alert">
          {t('composer.tooLong', { count: excess })}
        </p>
      )}
      {isDropping && <div className="composer-drop">{t('composer.dropHere')}</div>}
    </section>
  );
}
