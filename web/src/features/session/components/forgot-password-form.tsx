import { Anchor, Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AppError } from '../../../platform/app-error.ts';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { sendPasswordReset } from '../api/send-password-reset.ts';

/** Asks for a link to a new password. */
export function ForgotPasswordForm() {
  const { t, i18n } = useTranslation();
  const [email, setEmail] = useState('');
  const reset = useMutation<void, AppError, { email: string; locale: string }>({
    mutationFn: sendPasswordReset,
  });

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    reset.mutate({ email: email.trim(), locale: i18n.language });
  };

  return (
    <form onSubmit={handleSubmit}>
      {reset.isSuccess ? (
        <output>{t('forgotPassword.sent', { email: reset.variables.email })}</output>
      ) : (
        <>
          <p style={{ margin: 0 }}>{t('forgotPassword.body')}</p>
          <TextInput
            label={t('signIn.email')}
            type="email"
            autoComplete="username"
            required
            withAsterisk={false}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <FormProblem error={reset.error} />
          <Button type="submit" loading={reset.isPending}>
            {t('forgotPassword.submit')}
          </Button>
        </>
      )}
      <Anchor component={Link} to="/sign-in" size="sm">
        {t('forgotPassword.back')}
      </Anchor>
    </form>
  );
}
