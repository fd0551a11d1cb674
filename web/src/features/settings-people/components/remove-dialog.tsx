import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Member } from '#contracts/collections/member.ts';
import type { Stored } from '../../../platform/documents.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { showNotice } from '../../../ui/notices.tsx';
import { useActOnMember } from '../api/act-on-member.ts';
import { memberState } from '../model.ts';

interface RemoveDialogProps {
  member: Stored<Member>;
  onClose: () => void;
  onHandOver: () => void;
}

/** Asks before somebody leaves for good; open work is handed over first. */
export function RemoveDialog({ member, onClose, onHandOver }: RemoveDialogProps) {
  const { t } = useTranslation();
  const remove = useActOnMember('removeMember');
  const { name } = member;
  const isInvited = memberState(member) === 'invited';
  return (
    <ConfirmDialog
      title={t('people.removeDialog.title', { name })}
      body={t(isInvited ? 'people.removeDialog.invited' : 'people.removeDialog.body')}
      confirmLabel={t(isInvited ? 'people.removeDialog.withdraw' : 'people.removeDialog.submit')}
      isBusy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() =>
        remove.mutate(member.id, {
          onSuccess: () => {
            onClose();
            showNotice({ message: t('people.removeDialog.done', { name }), tone: 'success' });
          },
        })
      }
    >
      {remove.error?.reason === 'has-open-work' && (
        <Button mb="xs" variant="default" onClick={onHandOver}>
          {t('people.removeDialog.handOver')}
        </Button>
      )}
    </ConfirmDialog>
  );
}
