import { Button } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMailSettings } from '../../../platform/mail-settings.ts';
import { useSession } from '../../../platform/session.ts';
import { showNotice } from '../../../ui/notices.tsx';
import { QueryState } from '../../../ui/query-state.tsx';
import { SettingsPage } from '../../../ui/settings-page.tsx';
import { useTestMail } from '../api/test-mail.ts';
import { MailForm } from './mail-form.tsx';
import { MailTrouble } from './mail-trouble.tsx';

/** Settings > Mail. */
export function MailPage() {
  const { t } = useTranslation();
  const settings = useMailSettings();
  const { member } = useSession();
  const test = useTestMail();
  const testButton = (
    <Button
      variant="default"
      loading={test.isPending}
      leftSection={<IconSend size={16} stroke={1.5} />}
      onClick={() =>
        test.mutate(undefined, {
          onSuccess: () =>
            showNotice({ message: t('mail.tested', { email: member.email }), tone: 'success' }),
        })
      }
    >
      {t('mail.test')}
    </Button>
  );
  return (
    <SettingsPage title={t('mail.title')} body={t('mail.body')} action={testButton}>
      <MailTrouble error={test.error} settings={settings.data} />
      <QueryState query={settings} failedTitle={t('settings.failed')} />
      {settings.data !== undefined && (
        <MailForm
          key={settings.data?.changedAt ?? 0}
          settings={settings.data}
          // What a test met belongs to the settings before.
          onSaved={test.clearError}
        />
      )}
    </SettingsPage>
  );
}
