import { IconClockPause, IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useTimeWords } from '../../../i18n/use-time-words.ts';
import { useDirectory } from '../../../platform/workspace.ts';
import type { ReplyBlock } from '../model.ts';

/** Why nobody can reply now, and what would change it. */
export function BlockNotice({ block }: { block: ReplyBlock }) {
  const sentence = useSentence(block);
  const isAboutTime = block.type === 'window-closed' || block.type === 'window-never';
  return (
    <output className="composer-block">
      {isAboutTime ? (
        <IconClockPause size={18} stroke={1.5} aria-hidden />
      ) : (
        <IconLock size={18} stroke={1.5} aria-hidden />
      )}
      <span>{sentence}</span>
    </output>
  );
}

function useSentence(block: ReplyBlock): string {
  const { t } = useTranslation();
  const { members } = useDirectory();
  const time = useTimeWords();
  switch (block.type) {
    case 'accept-first':
      return t('composer.blocked.acceptFirst');
    case 'closed':
      return t('composer.blocked.closed');
    case 'not-yours':
      return t('composer.blocked.notYours', {
        name: members[block.assigneeId]?.name ?? t('conversation.someone'),
      });
    case 'window-closed':
      return t('composer.blocked.windowClosed', { time: time.exact(block.at) });
    case 'window-never':
      return t('composer.blocked.windowNever');
    case 'opted-out':
      return t('composer.blocked.optedOut');
  }
}
