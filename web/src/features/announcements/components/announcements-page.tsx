import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Announcement } from '#contracts/collections/announcement.ts';
import type { Stored } from '../../../platform/documents.ts';
import { useCan } from '../../../platform/session.ts';
import { useNow } from '../../../platform/use-now.ts';
import { showNotice } from '../../../ui/notices.tsx';
import { QueryState } from '../../../ui/query-state.tsx';
import { SettingsPage } from '../../../ui/settings-page.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { useAnnouncements } from '../api/announcements.ts';
import { useDeleteAnnouncement } from '../api/delete-announcement.ts';
import { useNotices } from '../use-notices.ts';
import { AnnouncementCard } from './announcement-card.tsx';
import './announcements.css';

const AnnouncementDialog = lazy(async () => ({
  default: (await import('./announcement-dialog.tsx')).AnnouncementDialog,
}));
const ConfirmDialog = lazy(async () => ({
  default: (await import('../../../ui/confirm-dialog.tsx')).ConfirmDialog,
}));

/** The board. Who manages posts sees those to come and those that have ended too. */
export function AnnouncementsPage() {
  const { t } = useTranslation();
  const posts = useAnnouncements();
  const isManager = useCan('announcements.manage');
  const now = useNow();
  const remove = useDeleteAnnouncement();
  const [edited, setEdited] = useState<{ post: Stored<Announcement> | null } | null>(null);
  const [removed, setRemoved] = useState<Stored<Announcement> | null>(null);
  useSeen(posts.data !== undefined);

  const shown = posts.data?.filter(
    ({ from, until }) => isManager || (from <= now && (until === null || until > now)),
  );
  const newButton = isManager && (
    <Button leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => setEdited({ post: null })}>
      {t('announcements.new')}
    </Button>
  );
  return (
    <SettingsPage
      title={t('announcements.title')}
      body={t('announcements.body')}
      action={(shown?.length ?? 0) > 0 && newButton}
    >
      <QueryState query={posts} failedTitle={t('announcements.failed')} />
      {shown?.length === 0 && (
        <EmptyState
          title={t('announcements.empty.title')}
          body={t(isManager ? 'announcements.empty.bodyManager' : 'announcements.empty.body')}
          action={newButton}
        />
      )}
      {shown?.map((post) => (
        <AnnouncementCard
          key={post.id}
          post={post}
          onEdit={isManager ? () => setEdited({ post }) : null}
          onDelete={isManager ? () => setRemoved(post) : null}
        />
      ))}
      <Suspense>
        {edited !== null && (
          <AnnouncementDialog
            key={edited.post?.revision}
            post={edited.post}
            onLoadTheirs={(theirs) => {
              const post = posts.data?.find(({ id }) => id === theirs);
              setEdited(post === undefined ? null : { post });
            }}
            onClose={() => setEdited(null)}
          />
        )}
        {removed !== null && (
          <ConfirmDialog
            title={t('announcements.delete.title', { title: removed.title })}
            body={t('announcements.delete.body')}
            confirmLabel={t('announcements.delete.confirm')}
            isBusy={remove.isPending}
            onClose={() => setRemoved(null)}
            onConfirm={() =>
              remove.mutate(removed.id, {
                onSuccess: () => {
                  setRemoved(null);
                  showNotice({ message: t('announcements.delete.done'), tone: 'success' });
                },
                onError: () => showNotice({ message: t('announcements.delete.failed'), tone: 'danger' }),
              })
            }
          />
        )}
      </Suspense>
    </SettingsPage>
  );
}

/** Opening the board is reading it: the badge goes. */
function useSeen(hasPosts: boolean): void {
  const { unseen, markSeen } = useNotices();
  const markAll = useEffectEvent(markSeen);
  const count = unseen.length;
  useEffect(() => {
    if (hasPosts && count > 0) markAll();
  }, [hasPosts, count]);
}
