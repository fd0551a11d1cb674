import { Badge, Button } from '@mantine/core';
import { IconDevices } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorSentence } from '../../../i18n/use-error-sentence.ts';
import { useTimeWords } from '../../../i18n/use-time-words.ts';
import { showNotice } from '../../../ui/notices.tsx';
import { QueryState } from '../../../ui/query-state.tsx';
import { useAuthTime } from '../api/auth-time.ts';
import { useEndAllSessions, useEndSession, useSessions } from '../api/sessions.ts';

const ConfirmDialog = lazy(async () => ({
  default: (await import('../../../ui/confirm-dialog.tsx')).ConfirmDialog,
}));

/** Where the member is signed in, with a way out for each device. */
export function SessionList() {
  const { t } = useTranslation();
  const time = useTimeWords();
  const describe = useErrorSentence();
  const sessions = useSessions();
  const authTime = useAuthTime();
  const end = useEndSession();
  const endAll = useEndAllSessions();
  const [isConfirming, setIsConfirming] = useState(false);

  const handleEnd = (ended: number, device: string) =>
    end.mutate(ended, {
      onSuccess: () => showNotice({ message: t('profile.security.ended', { device }), tone: 'success' }),
      onError: (error) => showNotice({ message: describe(error), tone: 'danger' }),
    });

  return (
    <>
      <QueryState query={sessions} failedTitle={t('profile.security.sessionsFailed')} />
      {sessions.data?.length === 0 && <p className="settings-muted">{t('profile.security.noSessions')}</p>}
      <ul className="settings-list" aria-label={t('profile.security.sessions')}>
        {sessions.data?.map((session) => {
          const device = session.device || t('profile.security.unknownDevice');
          const since = time.exact(session.signedInAt);
          return (
            <li key={session.id}>
              <IconDevices size={20} stroke={1.5} aria-hidden />
              <span className="settings-list-name">
                {device}{' '}
                {session.authTime === authTime && (
                  <Badge size="sm" radius="sm" variant="light" tt="none">
                    {t('profile.security.here')}
                  </Badge>
                )}
                <br />
                <span className="settings-muted">{t('profile.security.since', { time: since })}</span>
              </span>
              <Button
                size="compact-sm"
                variant="subtle"
                disabled={end.isPending}
                aria-label={t('profile.security.endNamed', { device, time: since })}
                onClick={() => handleEnd(session.authTime, device)}
              >
                {t('profile.security.end')}
              </Button>
            </li>
          );
        })}
      </ul>
      <div>
        <Button variant="default" onClick={() => setIsConfirming(true)}>
          {t('profile.security.endAll')}
        </Button>
      </div>
      {isConfirming && (
        <Suspense>
          <ConfirmDialog
            title={t('profile.security.endAllTitle')}
            body={t('profile.security.endAllBody')}
            confirmLabel={t('profile.security.endAll')}
            isBusy={endAll.isPending}
            error={endAll.error}
            onClose={() => setIsConfirming(false)}
            onConfirm={() => endAll.mutate(undefined, { onSuccess: () => setIsConfirming(false) })}
          />
        </Suspense>
      )}
    </>
  );
}
