import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Conversation } from '#contracts/collections/conversation.ts';
import type { Stored } from '../../platform/documents.ts';
import { usePreferences } from '../../platform/preferences.ts';
import { useSession } from '../../platform/session.ts';
import { findAttention, isShownOnDesktop, type Attention } from './attention.ts';
import { chimeOnce } from './chime.ts';
import { notifyOnce } from './desktop-notice.ts';

/**
 * Calls the member for new messages: a short sound, a notice on the desktop while the tab is out of sight, the count in
 * the tab's title, and a sentence for screen readers.
 *
 * @param rows every row in memory that may hold news.
 * @param isReady whether the first answers are in: what they hold is not news.
 * @param openId the conversation on the screen: while the page is in view it makes no sound.
 * @returns the sentence to announce.
 */
export function useAttention(
  rows: readonly Stored<Conversation>[],
  isReady: boolean,
  openId: string | null,
): string {
  const { t } = useTranslation();
  const { uid } = useSession();
  const { preferences } = usePreferences();
  const { sound, notify } = preferences;
  const navigate = useNavigate();
  // The rows' own clock, not this device's: the two may differ by minutes.
  const [heardUntil, setHeardUntil] = useState<number | null>(null);
  const [lastCall, setLastCall] = useState<Attention['call']>(null);
  const playedCall = useRef<Attention['call']>(null);
  const { unreadCount, call } = findAttention(rows, uid, heardUntil ?? Number.POSITIVE_INFINITY);

  if (isReady && heardUntil === null) setHeardUntil(Math.max(0, ...rows.map((row) => row.lastMessage.at)));
  if (call !== null) {
    setHeardUntil(call.at);
    const isInView = call.conversationId === openId && document.visibilityState === 'visible';
    if (!isInView) setLastCall(call);
  }

  useEffect(() => {
    if (lastCall === null || lastCall === playedCall.current) return;
    playedCall.current = lastCall;
    const { conversationId, name, at, isMine } = lastCall;
    const key = `${conversationId}-${at}`;
    if (sound) chimeOnce(key).catch(reportError);
    notifyOnce(key, {
      isShown: isShownOnDesktop(lastCall, notify, document.visibilityState === 'hidden'),
      title: name,
      body: t('profile.notices.message'),
      onOpen: () => {
        void navigate(`/chat/${isMine ? 'mine' : 'waiting'}/${conversationId}`);
      },
    }).catch(reportError);
  }, [lastCall, sound, notify, navigate, t]);

  useEffect(() => {
    document.title = unreadCount > 0 ? t('chat.unreadTitle', { count: unreadCount }) : t('chat.title');
  }, [unreadCount, t]);

  return lastCall === null ? '' : t('chat.announce', { name: lastCall.name });
}
