import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Company } from '#contracts/collections/company.ts';
import { LIMITS } from '#contracts/limits.ts';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { LocaleSelect } from '../../../ui/locale-select.tsx';
import { showNotice } from '../../../ui/notices.tsx';
import { useTimeZones } from '../../../ui/use-time-zones.ts';
import { useSaveCompany } from '../api/save-company.ts';
import { SettingsForm } from '../../../ui/settings-form.tsx';
import { useAccentCheck } from '../use-accent-check.ts';
import { AccentField } from './accent-field.tsx';
import { LogoField } from './logo-field.tsx';
import './company-page.css';

/** Name, language, time zone, colour and logo. */
export function CompanyForm({ company }: { company: Company }) {
  const { t } = useTranslation();
  const save = useSaveCompany();
  const [form, setForm] = useState({
    name: company.name,
    locale: company.locale,
    timeZone: company.timeZone,
    accent: company.branding?.accent ?? null,
  });
  const [logo, setLogo] = useState<File | null | undefined>(undefined);
  const draft = { ...form, hasLogo: logo !== undefined };
  const [saved, setSaved] = useState(draft);
  const accentCheck = useAccentCheck(form.accent);
  const timeZones = useTimeZones(company.timeZone);

  const change = (part: Partial<typeof form>) => {
    save.clearError();
    setForm((previous) => ({ ...previous, ...part }));
  };

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(
      { ...form, name: form.name.trim(), logo },
      {
        onSuccess: () => {
          setLogo(undefined);
          setSaved({ ...form, hasLogo: false });
          showNotice({ message: t('settings.saved'), tone: 'success' });
        },
      },
    );
  };

  return (
    <SettingsForm className="company-form" draft={draft} saved={saved} onSubmit={handleSubmit}>
      <TextInput
        label={t('company.name')}
        required
        withAsterisk={false}
        maxLength={LIMITS.nameCharacters}
        value={form.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <LocaleSelect
        label={t('company.locale')}
        description={t('company.localeHelp')}
        value={form.locale}
        onChange={(locale) => change({ locale })}
      />
      <NativeSelect
        label={t('company.timeZone')}
        value={form.timeZone}
        data={timeZones}
        onChange={(event) => change({ timeZone: event.currentTarget.value })}
      />
      <AccentField accent={form.accent} check={accentCheck} onChange={(accent) => change({ accent })} />
      <LogoField
        stored={company.branding?.logo ?? null}
        chosen={logo}
        onChange={(file) => {
          save.clearError();
          setLogo(file);
        }}
      />
      <FormProblem error={save.error} />
      <div>
        <Button
          type="submit"
          loading={save.isPending}
          disabled={form.name.trim() === '' || accentCheck?.isGood === false}
        >
          {t('words.save')}
        </Button>
      </div>
    </SettingsForm>
  );
}
