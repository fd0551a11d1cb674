import { Button, Group, PasswordInput, Radio, Switch, TextInput } from '@mantine/core';
import { lazy, Suspense, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailSettings } from '#contracts/collections/mail-settings.ts';
import { LIMITS } from '#contracts/limits.ts';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { showNotice } from '../../../ui/notices.tsx';
import { SettingsForm } from '../../../ui/settings-form.tsx';
import { useSaveMailSettings } from '../api/save-mail-settings.ts';
import './mail-form.css';

const ConfirmDialog = lazy(async () => ({
  default: (await import('../../../ui/confirm-dialog.tsx')).ConfirmDialog,
}));

const STARTTLS_PORT = 587;
const TLS_PORT = 465;

interface MailFormProps {
  settings: MailSettings | null;
  onSaved: () => void;
}

/** Whose server mail leaves through, and the company's own one. */
export function MailForm({ settings, onSaved }: MailFormProps) {
  const { t } = useTranslation();
  const save = useSaveMailSettings();
  const [isOwn, setIsOwn] = useState(settings !== null);
  const [isConfirming, setIsConfirming] = useState(false);
  const [form, setForm] = useState({
    host: settings?.host ?? '',
    port: String(settings?.port ?? STARTTLS_PORT),
    isSecure: settings?.isSecure ?? false,
    user: settings?.user ?? '',
    password: '',
    fromName: settings?.fromName ?? '',
    fromAddress: settings?.fromAddress ?? '',
  });

  const draft = { ...form, isOwn };
  const [saved, setSaved] = useState(draft);

  const change = (part: Partial<typeof form>) => {
    save.clearError();
    setForm((previous) => ({ ...previous, ...part }));
  };
  const done = () => {
    setSaved(draft);
    onSaved();
    showNotice({ message: t('settings.saved'), tone: 'success' });
  };

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!isOwn) {
      if (settings === null) done();
      else setIsConfirming(true);
      return;
    }
    const { port, password, host, user, ...rest } = form;
    save.mutate(
      {
        settings: {
          ...rest,
          host: host.trim(),
          user: user.trim(),
          port: Number(port),
          password: password === '' ? null : password,
        },
      },
      { onSuccess: done },
    );
  };

  return (
    <SettingsForm className="mail-form" draft={draft} saved={saved} onSubmit={handleSubmit}>
      <Radio.Group
        label={t('mail.server')}
        value={isOwn ? 'own' : 'installation'}
        onChange={(value) => setIsOwn(value === 'own')}
      >
        <Radio mt="xs" value="installation" label={t('mail.installation')} />
        <Radio mt="xs" value="own" label={t('mail.own')} />
      </Radio.Group>
      {isOwn && (
        <>
          <TextInput
            label={t('mail.fromName')}
            required
            withAsterisk={false}
            maxLength={LIMITS.nameCharacters}
            value={form.fromName}
            onChange={(event) => change({ fromName: event.currentTarget.value })}
          />
          <TextInput
            label={t('mail.fromAddress')}
            description={t('mail.fromAddressHelp')}
            type="email"
            required
            withAsterisk={false}
            value={form.fromAddress}
            onChange={(event) => change({ fromAddress: event.currentTarget.value })}
          />
          <TextInput
            label={t('mail.host')}
            placeholder="smtp.example.com"
            required
            withAsterisk={false}
            spellCheck={false}
            pattern="[a-zA-Z0-9.\-]{1,253}"
            value={form.host}
            onChange={(event) => change({ host: event.currentTarget.value })}
          />
          <TextInput
            label={t('mail.port')}
            required
            withAsterisk={false}
            inputMode="numeric"
            pattern="[0-9]{1,5}"
            value={form.port}
            onChange={(event) => change({ port: event.currentTarget.value })}
          />
          <Switch
            label={t('mail.secure')}
            description={t('mail.secureHelp')}
            checked={form.isSecure}
            onChange={(event) =>
              change({
                isSecure: event.currentTarget.checked,
                port: String(event.currentTarget.checked ? TLS_PORT : STARTTLS_PORT),
              })
            }
          />
          <TextInput
            label={t('mail.user')}
            autoComplete="off"
            spellCheck={false}
            value={form.user}
            onChange={(event) => change({ user: event.currentTarget.value })}
          />
          <PasswordInput
            label={t('mail.password')}
            description={
              settings?.secretLastFour == null
                ? t('mail.passwordHelp')
                : settings.secretLastFour === ''
                  ? t('mail.passwordKept')
                  : t('mail.passwordStored', { lastFour: settings.secretLastFour })
            }
            autoComplete="new-password"
            value={form.password}
            onChange={(event) => change({ password: event.currentTarget.value })}
          />
        </>
      )}
      <FormProblem error={save.error} />
      <Group>
        <Button type="submit" loading={save.isPending}>
          {t('words.save')}
        </Button>
      </Group>
      {isConfirming && (
        <Suspense>
          <ConfirmDialog
            title={t('mail.removeTitle')}
            body={t('mail.removeBody')}
            confirmLabel={t('mail.remove')}
            isBusy={save.isPending}
            onClose={() => setIsConfirming(false)}
            onConfirm={() =>
              save.mutate({ settings: null }, { onSuccess: done, onSettled: () => setIsConfirming(false) })
            }
          />
        </Suspense>
      )}
    </SettingsForm>
  );
}
