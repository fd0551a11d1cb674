import { Button, Group, PasswordInput, Radio, Switch, TextInput } from '@mantine/core';
import { lazy, Suspense, useRef, useState, type ChangeEvent, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailSettings } from '#contracts/collections/mail-settings.ts';
import { LIMITS } from '#contracts/limits.ts';
import type { AppError } from '../../../platform/app-error.ts';
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

const FIELDS = ['fromName', 'fromAddress', 'host', 'port', 'user', 'password'] as const;
type Field = (typeof FIELDS)[number];

/** The field that the server refused: what is wrong is said there, not below the form. */
function refusedField(error: AppError | null): Field | null {
  return FIELDS.find((name) => error?.field === `settings.${name}`) ?? null;
}

interface MailFormProps {
  settings: MailSettings | null;
  onSaved: () => void;
}

/** Whose server mail leaves through, and the company's own one. */
export function MailForm({ settings, onSaved }: MailFormProps) {
  const { t } = useTranslation();
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
  const done = () => {
    setSaved(draft);
    onSaved();
    showNotice({ message: t('settings.saved'), tone: 'success' });
  };
  const save = useSaveMailSettings({ onSuccess: done });

  const inputs = useRef<Partial<Record<Field, HTMLInputElement | null>>>({});
  const [invalid, setInvalid] = useState<Field | null>(null);
  const wrong = invalid ?? refusedField(save.error);
  const hasPassword = settings?.secretLastFour != null;

  const change = (part: Partial<typeof form>) => {
    save.clearError();
    setInvalid(null);
    setForm((previous) => ({ ...previous, ...part }));
  };
  const field = (name: Field) => ({
    label: t(`mail.${name}`),
    ref: (element: HTMLInputElement | null) => {
      inputs.current[name] = element;
    },
    error:
      wrong === name && t(`mail.wrong.${name === 'password' && !hasPassword ? 'passwordMissing' : name}`),
    value: form[name],
    onInvalid: (event: FormEvent<HTMLInputElement>) => {
      // The browser's own bubble is not part of the page; what stands at the first wrong field is.
      event.preventDefault();
      if (event.currentTarget.form?.querySelector('input:invalid') !== event.currentTarget) return;
      event.currentTarget.focus();
      setInvalid(name);
    },
    onChange: (event: ChangeEvent<HTMLInputElement>) => change({ [name]: event.currentTarget.value }),
  });

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
      {
        onError: (error) => {
          const name = refusedField(error);
          if (name !== null) inputs.current[name]?.focus();
        },
      },
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
          <TextInput {...field('fromName')} required withAsterisk={false} maxLength={LIMITS.nameCharacters} />
          <TextInput
            {...field('fromAddress')}
            description={t('mail.fromAddressHelp')}
            type="email"
            required
            withAsterisk={false}
            maxLength={200}
          />
          <TextInput
            {...field('host')}
            placeholder="smtp.example.com"
            required
            withAsterisk={false}
            spellCheck={false}
            pattern="[a-zA-Z0-9.\-]{1,253}"
          />
          <TextInput
            {...field('port')}
            required
            withAsterisk={false}
            inputMode="numeric"
            pattern="[0-9]{1,5}"
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
          <TextInput {...field('user')} autoComplete="off" spellCheck={false} maxLength={200} />
          <PasswordInput
            {...field('password')}
            // Mantine says it of its other fields only.
            aria-invalid={wrong === 'password'}
            description={
              settings?.secretLastFour == null
                ? t('mail.passwordHelp')
                : settings.secretLastFour === ''
                  ? t('mail.passwordKept')
                  : t('mail.passwordStored', { lastFour: settings.secretLastFour })
            }
            autoComplete="new-password"
            maxLength={200}
          />
        </>
      )}
      <FormProblem error={refusedField(save.error) === null ? save.error : null} />
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
            onConfirm={() => save.mutate({ settings: null }, { onSettled: () => setIsConfirming(false) })}
          />
        </Suspense>
      )}
    </SettingsForm>
  );
}
