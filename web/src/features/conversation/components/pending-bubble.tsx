import { Button, Progress } from '@mantine/core';
import { IconFile, IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useErrorSentence } from '../../../i18n/use-error-sentence.ts';
import { useBlobAddress } from '../../../platform/use-blob-address.ts';
import { useOnline } from '../../../platform/use-online.ts';
import { canRetryPending, findTick, type PendingMessage } from '../timeline.ts';
import { TickMark } from './tick-mark.tsx';

interface PendingBubbleProps {
  pending: PendingMessage;
  isFirst: boolean;
  onRetry: (clientMessageId: string) => void;
  onWithdraw: (clientMessageId: string) => void;
}

/** A message that is still on its way from this device: what holds it up, and what can be done. */
export function PendingBubble({ pending, isFirst, onRetry, onWithdraw }: PendingBubbleProps) {
  const { t } = useTranslation();
  const describe = useErrorSentence();
  const isOnline = useOnline();
  const { clientMessageId: id, state, progress, failure, mode, files } = pending;
  const tick = findTick({ type: 'pending', id, at: pending.createdAt, pending }) ?? 'sending';
  const isHeldUp = state === 'waiting' && (failure !== null || !isOnline);
  const isUploading = state === 'sending' && files.length > 0 && progress < 1;
  const isNote = mode === 'note';

  return (
    <article
      className="bubble"
      data-direction={isNote ? 'note' : 'outbound'}
      data-first={isFirst || undefined}
      data-pending
    >
      {isFirst && isNote && (
        <p className="bubble-author">
          <IconLock size={12} stroke={1.75} aria-hidden /> {t('conversation.note')}
        </p>
      )}
      <div className="bubble-body">
        {files.map((file, index) => (
          <PendingFile key={`${index} ${file.name}`} file={file} />
        ))}
        {pending.text !== '' && <p className="bubble-text">{pending.text}</p>}
        <span className="bubble-foot">{!isNote && <TickMark tick={tick} />}</span>
      </div>
      {isUploading && (
        <div className="bubble-progress">
          <Progress
            value={progress * 100}
            size="sm"
            aria-label={t('conversation.uploading', { percent: Math.round(progress * 100) })}
          />
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => onWithdraw(id)}>
            {t('words.cancel')}
          </Button>
        </div>
      )}
      {(isHeldUp || state === 'failed') && (
        <p className="bubble-failure" data-waiting={isHeldUp || undefined}>
          {failure === null || !isOnline ? t('conversation.queuedOffline') : describe(failure)}{' '}
          {canRetryPending(pending) && (
            <Button size="compact-xs" variant="light" color="red" onClick={() => onRetry(id)}>
              {t('words.retry')}
            </Button>
          )}{' '}
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => onWithdraw(id)}>
            {t('words.withdraw')}
          </Button>
        </p>
      )}
    </article>
  );
}

function PendingFile({ file }: { file: PendingMessage['files'][number] }) {
  const { blob, mimeType } = file;
  const previewUrl = useBlobAddress(mimeType.startsWith('image/') ? blob : null);
  return previewUrl === null ? (
    <span className="media-file">
      <IconFile size={24} stroke={1.5} aria-hidden /> <span>{file.name}</span>
    </span>
  ) : (
    <span className="media-box">
      <img src={previewUrl} alt={file.name} />
    </span>
  );
}
