import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Member } from '#contracts/collections/member.ts';
import type { Stored } from '../../../platform/documents.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { showNotice } from '../../../ui/notices.tsx';
import { useActOnMember } from '../api/act-on-member.ts';
import { shownCount, useOpenWork } from '../api/open-work.ts';

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
  const count = work.data ?? 0;
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
      {count > 0 && (
        <output className="people-warning">
          {t('people.disableDialog.holds', { count, shown: shownCount(count) })}{' '}
          <Button size="compact-sm" variant="default" onClick={onHandOver}>
            {t('people.disableDialog.handOver')}
          </Button>
        </output>
      )}
    </ConfirmDialog>
  );
}
