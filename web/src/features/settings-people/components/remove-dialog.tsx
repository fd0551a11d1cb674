import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Member } from '#contracts/collections/member.ts';
import type { Stored } from '../../../platform/documents.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { showNotice } from '../../../ui/notices.tsx';
import { useActOnMember } from '../api/act-on-member.ts';
import { useOpenWork } from '../api/open-work.ts';
import { memberState } from '../model.ts';
import { OpenWorkWarning } from './open-work-warning.tsx';

interface RemoveDialogProps {
  member: Stored<Member>;
  onClose: () => void;
  onHandOver: () => void;
}

/** Asks before somebody leaves for good, and says what open work has to be handed over first. */
export function RemoveDialog({ member, onClose, onHandOver }: RemoveDialogProps) {
  const { t } = useTranslation();
  const remove = useActOnMember('removeMember');
  const { name } = member;
  const isInvited = memberState(member) === 'invited';
  const work = useOpenWork(member.id);
  const count = work.data ?? 0;
  return (
    <ConfirmDialog
      title={t('people.removeDialog.title', { name })}
      body={t(isInvited ? 'people.removeDialog.invited' : 'people.removeDialog.body')}
      confirmLabel={t(isInvited ? 'people.removeDialog.withdraw' : 'people.removeDialog.submit')}
      isBusy={remove.isPending}
      error={remove.error ?? work.error}
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
      <OpenWorkWarning count={count} onHandOver={onHandOver} />
      {count === 0 && remove.error?.reason === 'has-open-work' && (
        <Button mb="xs" variant="default" onClick={onHandOver}>
          {t('people.openWork.handOver')}
        </Button>
      )}
    </ConfirmDialog>
  );
}
