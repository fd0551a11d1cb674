import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMemo, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { LIMITS } from '#contracts/limits.ts';
import { LOCALES } from '#contracts/locales.ts';
import { isGoodPassword, judgePassword } from '#contracts/passwords/judge-password.ts';
import { changeLocale } from '../../../i18n/index.ts';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { LocaleSelect } from '../../../ui/locale-select.tsx';
import { NewPassword } from '../../../ui/new-password.tsx';
import { useTimeZones } from '../../../ui/use-time-zones.ts';
import { useSetUp } from '../api/set-up.ts';
import { guessCountry, listCountries } from '../model.ts';

interface SetUpFormProps {
  /** The company exists: the new admin can sign in with these. */
  onDone: (account: { email: string; password: string }) => void;
}

/** The first company and its first admin, for whoever holds the set-up token. */
export function SetUpForm({ onDone }: SetUpFormProps) {
  const { t, i18n } = useTranslation();
  const setUp = useSetUp();
  const [form, setForm] = useState(() => ({
    setupToken: '',
    companyName: '',
    adminName: '',
    email: '',
    password: '',
    country: guessCountry(navigator.language),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  }));
  const locale = LOCALES.find((known) => known === i18n.language) ?? 'en';
  const countries = useMemo(() => listCountries(locale), [locale]);
  const timeZones = useTimeZones(form.timeZone);

  const own = [form.companyName, form.adminName, form.email];

  const change = (part: Partial<typeof form>) => {
    setUp.clearError();
    setForm((previous) => ({ ...previous, ...part }));
  };

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    const account = { email: form.email.trim(), password: form.password };
    setUp.mutate(
      { ...form, ...account, setupToken: form.setupToken.trim(), locale },
      { onSuccess: () => onDone(account) },
    );
  };

  return (
    <form onSubmit={handleSubmit}>
      <p style={{ margin: 0 }}>{t('setUp.body')}</p>
      <TextInput
        label={t('setUp.token')}
        description={t('setUp.tokenHelp')}
        required
        withAsterisk={false}
        autoComplete="off"
        spellCheck={false}
        value={form.setupToken}
        onChange={(event) => change({ setupToken: event.currentTarget.value })}
      />
      <TextInput
        label={t('setUp.company')}
        required
        withAsterisk={false}
        maxLength={LIMITS.nameCharacters}
        autoComplete="organization"
        value={form.companyName}
        onChange={(event) => change({ companyName: event.currentTarget.value })}
      />
      <TextInput
        label={t('setUp.name')}
        required
        withAsterisk={false}
        maxLength={LIMITS.nameCharacters}
        autoComplete="name"
        value={form.adminName}
        onChange={(event) => change({ adminName: event.currentTarget.value })}
      />
      <TextInput
        label={t('setUp.email')}
        type="email"
        required
        withAsterisk={false}
        autoComplete="username"
        value={form.email}
        onChange={(event) => change({ email: event.currentTarget.value })}
      />
      <NewPassword
        label={t('setUp.password')}
        value={form.password}
        own={own}
        onChange={(password) => change({ password })}
      />
      <LocaleSelect
        label={t('setUp.language')}
        value={locale}
        onChange={(chosen) => {
          changeLocale(chosen).catch(reportError);
        }}
      />
      <NativeSelect
        label={t('setUp.country')}
        description={t('setUp.countryHelp')}
        value={form.country}
        data={countries}
        onChange={(event) => change({ country: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('setUp.timeZone')}
        value={form.timeZone}
        data={timeZones}
        onChange={(event) => change({ timeZone: event.currentTarget.value })}
      />
      <FormProblem error={setUp.error} />
      <Button
        type="submit"
        loading={setUp.isPending}
        disabled={!isGoodPassword(judgePassword(form.password, own))}
      >
        {t('setUp.submit')}
      </Button>
    </form>
  );
}
