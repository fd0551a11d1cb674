import { Button, PasswordInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { PASSWORD_CHARACTERS } from '#contracts/limits.ts';
import { isGoodPassword, judgePassword } from '#contracts/passwords/judge-password.ts';
import type { AppError } from '../../../platform/app-error.ts';
import { useSession } from '../../../platform/session.ts';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { NewPassword } from '../../../ui/new-password.tsx';
import { showNotice } from '../../../ui/notices.tsx';
import { SettingsForm } from '../../../ui/settings-form.tsx';
import { useChangePassword } from '../api/change-password.ts';

const EMPTY = { current: '', next: '' };
const WRONG_CODES = ['invalid-credential', 'wrong-password', 'invalid-login-credentials'];

/** The present password, and the next one with what it needs. */
export function PasswordForm() {
  const { t } = useTranslation();
  const { member } = useSession();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useChangePassword((result) => {
    const hasEnded = result === 'others-ended';
    showNotice({
      message: t(hasEnded ? 'profile.security.changed' : 'profile.security.othersStay'),
      tone: hasEnded ? 'success' : 'danger',
      durationMs: 15_000,
    });
    setCurrent('');
    setNext('');
  });
  const own = [member.name, member.email];
  const isSame = next !== '' && next === current;
  const fieldProblem = problemWith(change.error);

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ current, next });
  };

  return (
    <SettingsForm className="profile-form" draft={{ current, next }} saved={EMPTY} onSubmit={handleSubmit}>
      {/* Password managers change the right entry by it. */}
      <input type="email" autoComplete="username" value={member.email} readOnly hidden />
      <PasswordInput
        label={t('profile.security.current')}
        required
        withAsterisk={false}
        autoComplete="current-password"
        maxLength={PASSWORD_CHARACTERS.most}
        value={current}
        error={fieldProblem !== null && t(`profile.security.${fieldProblem}`)}
        onChange={(event) => {
          change.clearError();
          setCurrent(event.currentTarget.value);
        }}
      />
      <NewPassword
        label={t('profile.security.next')}
        value={next}
        own={own}
        onChange={(value) => {
          change.clearError();
          setNext(value);
        }}
      />
      {isSame && (
        <p role="alert" className="profile-problem">
          {t('profile.security.same')}
        </p>
      )}
      <FormProblem error={fieldProblem === null ? change.error : null} />
      <div>
        <Button
          type="submit"
          loading={change.isPending}
          disabled={current === '' || isSame || !isGoodPassword(judgePassword(next, own))}
        >
          {t('profile.security.change')}
        </Button>
      </div>
    </SettingsForm>
  );
}

/** What is told at the field of the present password. */
function problemWith(error: AppError | null): 'wrong' | 'tooMany' | null {
  if (error === null) return null;
  if (WRONG_CODES.includes(error.code)) return 'wrong';
  return error.code === 'too-many-requests' ? 'tooMany' : null;
}
