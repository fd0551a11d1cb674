import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { LIMITS } from '#contracts/limits.ts';
import { DEVICE_TIME_ZONE } from '../../../i18n/time-zone.ts';
import { isPhoneRefused } from '../../../platform/app-error.ts';
import { usePreferences } from '../../../platform/preferences.ts';
import { useSession } from '../../../platform/session.ts';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { LocaleSelect } from '../../../ui/locale-select.tsx';
import { showNotice } from '../../../ui/notices.tsx';
import { SettingsForm } from '../../../ui/settings-form.tsx';
import { SettingsPage } from '../../../ui/settings-page.tsx';
import { useTimeZones } from '../../../ui/use-time-zones.ts';
import { useSaveProfile } from '../api/save-profile.ts';
import { PictureField } from './picture-field.tsx';
import './profile.css';

/** Profile > About you. */
export function MePage() {
  const { t } = useTranslation();
  const { member } = useSession();
  const { preferences, change: changePreferences } = usePreferences();
  const save = useSaveProfile();
  const [form, setForm] = useState({
    name: member.name,
    phone: member.phone ?? '',
    locale: preferences.locale,
    timeZone: member.timeZone ?? '',
  });
  const [avatar, setAvatar] = useState<Blob | null | undefined>(undefined);
  const draft = { ...form, hasPicture: avatar !== undefined };
  const [saved, setSaved] = useState(draft);
  const timeZones = useTimeZoneChoices(member.timeZone ?? null);
  const hasWrongPhone = isPhoneRefused(save.error);

  const change = (part: Partial<typeof form>) => {
    save.clearError();
    setForm((previous) => ({ ...previous, ...part }));
  };

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    const { name, phone, locale, timeZone } = form;
    save.mutate(
      { name: name.trim(), phone: phone.trim() || null, locale, timeZone: timeZone || null, avatar },
      {
        onSuccess: () => {
          setAvatar((latest) => (latest === avatar ? undefined : latest));
          setSaved({ ...form, hasPicture: false });
          if (locale !== preferences.locale) changePreferences({ locale });
          showNotice({ message: t('settings.saved'), tone: 'success' });
        },
      },
    );
  };

  return (
    <SettingsPage title={t('profile.me.title')} body={t('profile.me.body')}>
      <SettingsForm className="profile-form" draft={draft} saved={saved} onSubmit={handleSubmit}>
        <PictureField
          name={form.name}
          stored={member.avatar}
          chosen={avatar}
          onChange={(chosen) => {
            save.clearError();
            setAvatar(chosen);
          }}
        />
        <TextInput
          label={t('profile.me.name')}
          required
          withAsterisk={false}
          autoComplete="name"
          maxLength={LIMITS.nameCharacters}
          value={form.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <TextInput
          label={t('profile.me.email')}
          description={t('profile.me.emailHelp')}
          readOnly
          value={member.email}
        />
        <TextInput
          label={t('profile.me.phone')}
          description={t('profile.me.phoneHelp')}
          type="tel"
          autoComplete="tel"
          maxLength={40}
          value={form.phone}
          error={hasWrongPhone && t('errors.reasons.phone-invalid')}
          onChange={(event) => change({ phone: event.currentTarget.value })}
        />
        <LocaleSelect
          label={t('profile.me.locale')}
          description={t('profile.me.localeHelp')}
          value={form.locale}
          onChange={(locale) => change({ locale })}
        />
        <NativeSelect
          label={t('profile.me.timeZone')}
          description={t('profile.me.timeZoneHelp')}
          value={form.timeZone}
          data={timeZones}
          onChange={(event) => change({ timeZone: event.currentTarget.value })}
        />
        <FormProblem error={hasWrongPhone ? null : save.error} />
        <div>
          <Button type="submit" loading={save.isPending} disabled={form.name.trim() === ''}>
            {t('words.save')}
          </Button>
        </div>
      </SettingsForm>
    </SettingsPage>
  );
}

/** Every time zone that the browser knows, and before them the one of this device. */
function useTimeZoneChoices(stored: string | null) {
  const { t } = useTranslation();
  const zones = useTimeZones(stored);
  return [{ value: '', label: t('profile.me.timeZoneDevice', { timeZone: DEVICE_TIME_ZONE }) }, ...zones];
}
