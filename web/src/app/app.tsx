import { Button, localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { BrowserRouter } from 'react-router';
import { Notices } from '../ui/notices.tsx';
import { PageCard } from '../ui/page-card.tsx';
import { useLook } from '../platform/use-look.ts';
import { resolveVariables, themeWith } from '../ui/theme.ts';
import { CrashBoundary } from './crash-boundary.tsx';
import { AppRoutes } from './router.tsx';

export { preloadRoute } from './router.tsx';

const queryClient = new QueryClient({
  defaultOptions: {
    queries: { refetchOnWindowFocus: false, retry: 1 },
    mutations: { networkMode: 'always' },
  },
});
const colorSchemes = localStorageColorSchemeManager({ key: 'colibri.colorScheme' });

/** The whole app with what every part of it stands on. */
export function App() {
  const { palette } = useLook();
  const theme = useMemo(() => themeWith(palette), [palette]);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolveVariables}
      defaultColorScheme="auto"
      colorSchemeManager={colorSchemes}
    >
      <CrashBoundary>
        <QueryClientProvider client={queryClient}>
          <BrowserRouter>
            <AppRoutes />
          </BrowserRouter>
        </QueryClientProvider>
      </CrashBoundary>
      <Notices />
    </MantineProvider>
  );
}

/** Instead of the app when the server did not say which installation this is. */
export function StartFailed() {
  const { t } = useTranslation();
  const { palette } = useLook();
  return (
    <MantineProvider
      theme={themeWith(palette)}
      cssVariablesResolver={resolveVariables}
      defaultColorScheme="auto"
      colorSchemeManager={colorSchemes}
    >
      <PageCard title={t('app.startFailed.title')}>
        <p>{t('app.startFailed.body')}</p>
        <Button onClick={() => location.reload()}>{t('words.retry')}</Button>
      </PageCard>
    </MantineProvider>
  );
}
