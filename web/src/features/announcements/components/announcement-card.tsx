import { ActionIcon, Badge } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Announcement } from '#contracts/collections/announcement.ts';
import { ROLES } from '#contracts/roles.ts';
import { useTimeWords } from '../../../i18n/use-time-words.ts';
import { useNow } from '../../../platform/use-now.ts';
import { CleanBody } from './clean-body.tsx';

/** The present is renewed twice a minute, and this device's clock may be behind the server's. */
const SOON_MS = 60_000;

const PRIORITY_COLOR = { normal: 'gray', important: 'yellow', urgent: 'red' } as const;

interface AnnouncementCardProps {
  post: Announcement;
  /** Null for who only reads. */
  onEdit: (() => void) | null;
  onDelete: (() => void) | null;
}

/** One post on the board. */
export function AnnouncementCard({ post, onEdit, onDelete }: AnnouncementCardProps) {
  const { t } = useTranslation();
  const time = useTimeWords();
  const now = useNow();
  const state =
    post.from > now + SOON_MS ? 'scheduled' : post.until !== null && post.until <= now ? 'ended' : null;
  return (
    <article className="post" data-priority={post.priority} data-state={state ?? undefined}>
      <header>
        <div className="post-title">
          <h3>{post.title}</h3>
          {post.priority !== 'normal' && (
            <Badge size="sm" radius="sm" variant="light" color={PRIORITY_COLOR[post.priority]} tt="none">
              {t(`announcements.priority.${post.priority}`)}
            </Badge>
          )}
          {state !== null && (
            <Badge size="sm" radius="sm" variant="default" tt="none">
              {t(`announcements.state.${state}`, { time: time.exact(post.from) })}
            </Badge>
          )}
        </div>
        {onEdit !== null && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('announcements.edit', { title: post.title })}
            onClick={onEdit}
          >
            <IconPencil size={18} stroke={1.5} />
          </ActionIcon>
        )}
        {onDelete !== null && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('announcements.deleteNamed', { title: post.title })}
            onClick={onDelete}
          >
            <IconTrash size={18} stroke={1.5} />
          </ActionIcon>
        )}
      </header>
      <CleanBody html={post.body} />
      <p className="settings-muted">
        {post.author.name} · <time dateTime={new Date(post.from).toISOString()}>{time.exact(post.from)}</time>
        {post.until !== null && ` · ${t('announcements.until', { time: time.exact(post.until) })}`}
        {post.roles.length < ROLES.length &&
          ` · ${t('announcements.for', { roles: post.roles.map((role) => t(`announcements.roles.${role}`)).join(', ') })}`}
      </p>
    </article>
  );
}
