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

const fieldsOf = ({ name, locale, timeZone, branding }: Company) => ({
  name,
  locale,
  timeZone,
  accent: branding?.accent ?? null,
});
type Fields = ReturnType<typeof fieldsOf>;

/** Name, language, time zone, colour and logo. Only what the reader changed is saved; the rest follows the company. */
export function CompanyForm({ company }: { company: Company }) {
  const { t } = useTranslation();
  const save = useSaveCompany();
  const [changes, setChanges] = useState<Partial<Fields>>({});
  // What was saved stands until the listener has brought it.
  const [sent, setSent] = useState<{ over: Company; fields: Partial<Fields> } | null>(null);
  const [logo, setLogo] = useState<File | null | undefined>(undefined);
  const saved = { ...fieldsOf(company), ...(sent?.over === company ? sent.fields : {}) };
  const form = { ...saved, ...changes };
  const accentCheck = useAccentCheck(form.accent);
  const timeZones = useTimeZones(company.timeZone);

  const change = (part: Partial<Fields>) => {
    save.clearError();
    setChanges((previous) => ({ ...previous, ...part }));
  };

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    const { name } = changes;
    const fields = { ...changes, ...(name === undefined ? {} : { name: name.trim() }) };
    save.mutate(
      { ...fields, logo },
      {
        onSuccess: () => {
          setLogo((latest) => (latest === logo ? undefined : latest));
          setChanges((latest) => (latest === changes ? {} : latest));
          setSent({ over: company, fields });
          showNotice({ message: t('settings.saved'), tone: 'success' });
        },
      },
    );
  };

  return (
    <SettingsForm
      className="company-form"
      draft={{ ...form, hasLogo: logo !== undefined }}
      saved={{ ...saved, hasLogo: false }}
      onSubmit={handleSubmit}
    >
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
