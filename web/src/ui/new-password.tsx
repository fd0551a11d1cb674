import { PasswordInput } from '@mantine/core';
import { IconCircle, IconCircleCheck } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { PASSWORD_CHARACTERS } from '#contracts/limits.ts';
import { judgePassword } from '#contracts/passwords/judge-password.ts';
import './new-password.css';

interface NewPasswordProps {
  label: string;
  value: string;
  /** What others know of the person: name, email. */
  own: readonly string[];
  onChange: (password: string) => void;
}

/** A field for a new password; below it, what a good one needs, ticked off while it is typed. */
export function NewPassword({ label, value, own, onChange }: NewPasswordProps) {
  const { t } = useTranslation();
  const rulesId = useId();
  const { isLong, isNotOwn, isNotCommon } = judgePassword(value, own);
  const rules = [
    { text: t('welcome.rules.length', { count: PASSWORD_CHARACTERS.least }), isMet: isLong },
    { text: t('welcome.rules.own'), isMet: isNotOwn },
    { text: t('welcome.rules.common'), isMet: isNotCommon },
  ];
  return (
    <div>
      <PasswordInput
        label={label}
        required
        withAsterisk={false}
        autoComplete="new-password"
        maxLength={PASSWORD_CHARACTERS.most}
        aria-describedby={rulesId}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <div id={rulesId} className="new-password-rules">
        <ul aria-label={t('welcome.rules.label')}>
          {rules.map(({ text, isMet }) => {
            const Icon = isMet ? IconCircleCheck : IconCircle;
            return (
              <li key={text} data-met={isMet || undefined}>
                <Icon size={16} stroke={1.5} aria-label={isMet ? t('roles.yes') : t('roles.no')} /> {text}
              </li>
            );
          })}
        </ul>
        <p>{t('welcome.rules.advice')}</p>
      </div>
    </div>
  );
}
