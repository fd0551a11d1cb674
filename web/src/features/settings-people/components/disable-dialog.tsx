import { useTranslation } from 'react-i18next';
import type { Member } from '#contracts/collections/member.ts';
import type { Stored } from '../../../platform/documents.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { showNotice } from '../../../ui/notices.tsx';
import { useActOnMember } from '../api/act-on-member.ts';
import { useOpenWork } from '../api/open-work.ts';
import { OpenWorkWarning } from './open-work-warning.tsx';

interface DisableDialogProps {
  member: Stored<Member>;
  onClose: () => void;
  onHandOver: () => void;
}

/** Asks before somebody is cut off, and says what work stays behind. */
export function DisableDialog({ member, onClose, onHandOver }: DisableDialogProps) {
  const { t } = useTranslation();
  const work = useOpenWork(member.id);
  const disable = useActOnMember('disableMember');
  const { name } = member;
  return (
    <ConfirmDialog
      title={t('people.disableDialog.title', { name })}
      body={t('people.disableDialog.body', { name })}
      confirmLabel={t('people.disableDialog.submit')}
      isBusy={disable.isPending}
      error={disable.error ?? work.error}
      onClose={onClose}
      onConfirm={() =>
        disable.mutate(member.id, {
          onSuccess: () => {
            onClose();
            showNotice({ message: t('people.disableDialog.done', { name }), tone: 'success' });
          },
        })
      }
    >
      <OpenWorkWarning count={work.data ?? 0} onHandOver={onHandOver} />
    </ConfirmDialog>
  );
}
