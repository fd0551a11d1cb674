import { Suspense } from 'react';
import { Outlet } from 'react-router';
import { UrgentHost } from '../features/announcements/components/urgent-host.tsx';
import { SendQueueProvider } from '../features/composer/components/send-queue-provider.tsx';
import { PreferencesProvider } from '../features/session/components/preferences-provider.tsx';
import { SessionGate } from '../features/session/components/session-gate.tsx';
import { Blank } from './blank.tsx';
import { OfflineBar } from './offline-bar.tsx';
import { Rail } from './rail.tsx';
import { UnfinishedGuard } from './unfinished-guard.tsx';
import './shell.css';

/** Everything behind the sign-in: the rail, the bar for a lost connection, and the page. */
export function Shell() {
  return (
    <SessionGate loading={<Blank />}>
      <PreferencesProvider>
        <SendQueueProvider>
          <div className="shell">
            <Rail />
            <div className="shell-page">
              <OfflineBar />
              <main className="shell-main">
                <Suspense fallback={<Blank />}>
                  <Outlet />
                </Suspense>
              </main>
            </div>
            <UrgentHost />
            <UnfinishedGuard />
          </div>
        </SendQueueProvider>
      </PreferencesProvider>
    </SessionGate>
  );
}
