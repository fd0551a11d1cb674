import { useTranslation } from 'react-i18next';
import type { Member } from '#contracts/collections/member.ts';
import type { Stored } from '../../../platform/documents.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { showNotice } from '../../../ui/notices.tsx';
import { useActOnMember } from '../api/act-on-member.ts';

/** Asks before every session of somebody ends. */
export function SignOutDialog({ member, onClose }: { member: Stored<Member>; onClose: () => void }) {
  const { t } = useTranslation();
  const signOut = useActOnMember('signOutEverywhere');
  const { name } = member;
  return (
    <ConfirmDialog
      title={t('people.signOutDialog.title', { name })}
      body={t('people.signOutDialog.body', { name })}
      confirmLabel={t('people.signOutDialog.submit')}
      isBusy={signOut.isPending}
      error={signOut.error}
      onClose={onClose}
      onConfirm={() =>
        signOut.mutate(member.id, {
          onSuccess: () => {
            onClose();
            showNotice({ message: t('people.signOutDialog.done', { name }), tone: 'success' });
          },
        })
      }
    />
  );
}
