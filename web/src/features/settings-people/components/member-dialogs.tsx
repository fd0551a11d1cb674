import { lazy, Suspense } from 'react';
import type { Member } from '#contracts/collections/member.ts';
import type { Stored } from '../../../platform/documents.ts';
import type { MemberAction } from '../model.ts';

const RoleDialog = lazy(async () => ({ default: (await import('./role-dialog.tsx')).RoleDialog }));
const QueuesDialog = lazy(async () => ({ default: (await import('./queues-dialog.tsx')).QueuesDialog }));
const HandOverDialog = lazy(async () => ({
  default: (await import('./hand-over-dialog.tsx')).HandOverDialog,
}));
const DisableDialog = lazy(async () => ({ default: (await import('./disable-dialog.tsx')).DisableDialog }));
const RemoveDialog = lazy(async () => ({ default: (await import('./remove-dialog.tsx')).RemoveDialog }));
const SignOutDialog = lazy(async () => ({ default: (await import('./sign-out-dialog.tsx')).SignOutDialog }));

/** An action that asks for something first, and what to go on with once its work is handed over. */
export interface OpenDialog {
  action: Exclude<MemberAction, 'resend' | 'enable'>;
  member: Stored<Member>;
  next?: 'disable' | 'remove';
}

interface MemberDialogsProps {
  dialog: OpenDialog;
  onChange: (dialog: OpenDialog | null) => void;
}

/** The one dialog that is open, and the ways between them. */
export function MemberDialogs({ dialog, onChange }: MemberDialogsProps) {
  const { action, member, next } = dialog;
  const close = () => onChange(null);
  const handOver = (then: 'disable' | 'remove') => onChange({ action: 'handOver', member, next: then });
  const goOn = () => onChange(next === undefined ? null : { action: next, member });
  return (
    <Suspense>
      {action === 'role' && <RoleDialog member={member} onClose={close} />}
      {action === 'queues' && <QueuesDialog member={member} onClose={close} />}
      {action === 'handOver' && <HandOverDialog member={member} onClose={close} onDone={goOn} />}
      {action === 'signOut' && <SignOutDialog member={member} onClose={close} />}
      {action === 'disable' && (
        <DisableDialog member={member} onClose={close} onHandOver={() => handOver('disable')} />
      )}
      {(action === 'remove' || action === 'withdraw') && (
        <RemoveDialog member={member} onClose={close} onHandOver={() => handOver('remove')} />
      )}
    </Suspense>
  );
}
