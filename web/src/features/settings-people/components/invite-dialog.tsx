import { Button, Group, TextInput } from '@mantine/core';
import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { LIMITS } from '#contracts/limits.ts';
import type { Locale } from '#contracts/locales.ts';
import type { Role } from '#contracts/roles.ts';
import type { AppError } from '../../../platform/app-error.ts';
import { Dialog, DialogCancel } from '../../../ui/dialog.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { LocaleSelect } from '../../../ui/locale-select.tsx';
import { useInviteMember } from '../api/save-member.ts';
import { QueuesField } from './queues-field.tsx';
import { RoleField } from './role-field.tsx';

interface InviteDialogProps {
  /** The company's language, as the first guess. */
  locale: Locale;
  onClose: () => void;
  onInvited: (invited: { memberId: string; email: string }) => void;
}

interface InviteForm {
  name: string;
  email: string;
  role: Role;
  queueIds: string[];
  locale: Locale;
}

/** Who is to come, as what, and in which language the mail is written. */
export function InviteDialog({ locale, onClose, onInvited }: InviteDialogProps) {
  const { t } = useTranslation();
  const invite = useInviteMember();
  const [form, setForm] = useState<InviteForm>({ name: '', email: '', role: 'agent', queueIds: [], locale });
  const [isNoAddress, setIsNoAddress] = useState(false);
  const address = useRef<HTMLInputElement>(null);
  const isRefused = isAddressRefused(invite.error);
  const isTaken = isRefused && invite.error?.reason === 'email-taken';

  const change = (part: Partial<InviteForm>) => {
    invite.clearError();
    setIsNoAddress(false);
    setForm((previous) => ({ ...previous, ...part }));
  };

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    const email = form.email.trim();
    invite.mutate(
      { ...form, name: form.name.trim(), email },
      {
        onSuccess: ({ memberId }) => onInvited({ memberId, email }),
        onError: (error) => {
          if (isAddressRefused(error)) address.current?.focus();
        },
      },
    );
  };

  return (
    <Dialog title={t('people.inviteDialog.title')} draft={form} onClose={onClose}>
      <form className="settings-form" onSubmit={handleSubmit}>
        <TextInput
          label={t('people.inviteDialog.name')}
          required
          withAsterisk={false}
          data-autofocus
          autoComplete="off"
          maxLength={LIMITS.nameCharacters}
          value={form.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <TextInput
          label={t('people.inviteDialog.email')}
          type="email"
          required
          withAsterisk={false}
          autoComplete="off"
          maxLength={200}
          ref={address}
          error={
            (isTaken && t('errors.reasons.email-taken')) ||
            ((isNoAddress || isRefused) && t('people.inviteDialog.noAddress'))
          }
          value={form.email}
          onInvalid={(event) => {
            // The browser's own bubble is not part of the page; what stands at the field is.
            event.preventDefault();
            event.currentTarget.focus();
            setIsNoAddress(true);
          }}
          onChange={(event) => change({ email: event.currentTarget.value })}
        />
        <RoleField role={form.role} onChange={(role) => change({ role })} />
        <QueuesField queueIds={form.queueIds} onChange={(queueIds) => change({ queueIds })} />
        <LocaleSelect
          label={t('people.inviteDialog.locale')}
          description={t('people.inviteDialog.localeHelp')}
          value={form.locale}
          onChange={(chosen) => change({ locale: chosen })}
        />
        <FormProblem error={isRefused ? null : invite.error} />
        <Group justify="flex-end" gap="xs">
          <DialogCancel />
          <Button type="submit" loading={invite.isPending} disabled={form.name.trim() === ''}>
            {t('people.inviteDialog.submit')}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}

/** What is said at the field of the address, not below the form. */
function isAddressRefused(error: AppError | null): boolean {
  return error !== null && error.field === 'email';
}
