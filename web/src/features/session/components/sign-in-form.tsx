import { Alert, Anchor, Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AppError } from '../../../platform/app-error.ts';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { signIn } from '../api/sign-in.ts';
import { readEndReason } from '../api/sign-out.ts';

/** Email and password. Whoever is signed in then is the route's business. */
export function SignInForm() {
  const { t } = useTranslation();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [endReason] = useState(readEndReason);
  const enter = useMutation<void, AppError, { email: string; password: string }>({ mutationFn: signIn });

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate({ email: email.trim(), password });
  };

  return (
    <form onSubmit={handleSubmit}>
      {endReason !== null && <Alert color="yellow">{t(`signIn.ended.${endReason}`)}</Alert>}
      <TextInput
        label={t('signIn.email')}
        type="email"
        autoComplete="username"
        required
        withAsterisk={false}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('signIn.password')}
        autoComplete="current-password"
        required
        withAsterisk={false}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <FormProblem error={enter.error} />
      <Button type="submit" loading={enter.isPending}>
        {t('signIn.submit')}
      </Button>
      <Anchor component={Link} to="/forgot-password" size="sm">
        {t('signIn.forgot')}
      </Anchor>
    </form>
  );
}
