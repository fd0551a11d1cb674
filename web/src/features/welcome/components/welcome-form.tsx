import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallableOutput } from '#contracts/callables/index.ts';
import { LIMITS } from '#contracts/limits.ts';
import { isGoodPassword, judgePassword } from '#contracts/passwords/judge-password.ts';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { NewPassword } from '../../../ui/new-password.tsx';
import { useAcceptInvitation } from '../api/accept-invitation.ts';
import type { InvitationLink } from '../api/invitation.ts';

interface WelcomeFormProps {
  link: InvitationLink;
  invitation: CallableOutput<'getInvitation'>;
  /** The account has its password: its owner can sign in with these. */
  onDone: (account: { email: string; password: string }) => void;
}

/** Name and password of somebody who was invited. */
export function WelcomeForm({ link, invitation, onDone }: WelcomeFormProps) {
  const { t } = useTranslation();
  const accept = useAcceptInvitation();
  const [name, setName] = useState(invitation.name);
  const [password, setPassword] = useState('');
  const { companyName, email } = invitation;
  const own = [name, email];

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    accept.mutate(
      { ...link, name: name.trim(), password },
      { onSuccess: (account) => onDone({ email: account.email, password }) },
    );
  };

  return (
    <form onSubmit={handleSubmit}>
      <p style={{ margin: 0 }}>{t('welcome.invited', { company: companyName, email })}</p>
      {/* Password managers file the new password under it. */}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <TextInput
        label={t('welcome.name')}
        required
        withAsterisk={false}
        autoComplete="name"
        maxLength={LIMITS.nameCharacters}
        value={name}
        onChange={(event) => {
          accept.clearError();
          setName(event.currentTarget.value);
        }}
      />
      <NewPassword
        label={t('welcome.password')}
        value={password}
        own={own}
        onChange={(value) => {
          accept.clearError();
          setPassword(value);
        }}
      />
      <FormProblem error={accept.error} />
      <Button
        type="submit"
        loading={accept.isPending}
        disabled={name.trim() === '' || !isGoodPassword(judgePassword(password, own))}
      >
        {t('welcome.submit', { company: companyName })}
      </Button>
    </form>
  );
}
