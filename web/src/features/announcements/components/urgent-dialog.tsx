import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { announcementSchema } from '#contracts/collections/announcement.ts';
import { paths } from '#contracts/collections/paths.ts';
import { documentUnit } from '../../../platform/documents.ts';
import { useLive } from '../../../platform/live-query.ts';
import { useSession } from '../../../platform/session.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { CleanBody } from './clean-body.tsx';
import './announcements.css';

interface UrgentDialogProps {
  announcementId: string;
  onClose: () => void;
}

/** An urgent post over whatever the member is doing. */
export function UrgentDialog({ announcementId, onClose }: UrgentDialogProps) {
  const { t } = useTranslation();
  const { companyId } = useSession();
  const post = useLive(documentUnit(paths.announcement(companyId, announcementId), announcementSchema)).data;
  if (!post) return null;
  return (
    <Dialog title={post.title} size="lg" draft={null} onClose={onClose}>
      {/* What somebody is typing elsewhere must not answer it: no button has the focus. */}
      <div data-autofocus tabIndex={-1} className="post-focus">
        <CleanBody html={post.body} />
      </div>
      <p className="settings-muted">{post.author.name}</p>
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" component={Link} to="/announcements" onClick={onClose}>
          {t('announcements.toBoard')}
        </Button>
        <Button onClick={onClose}>{t('announcements.understood')}</Button>
      </Group>
    </Dialog>
  );
}
