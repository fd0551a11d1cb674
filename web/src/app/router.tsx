import { lazy, Suspense } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { RequireAbility, SettingsIndex } from './abilities.tsx';
import { Blank } from './blank.tsx';

const modules = {
  shell: () => import('./shell.tsx'),
  chat: () => import('./routes/chat.tsx'),
  settings: () => import('./routes/settings.tsx'),
  channels: () => import('../features/settings-channels/components/channels-page.tsx'),
  queues: () => import('../features/settings-queues/components/queues-page.tsx'),
  tags: () => import('../features/settings-tags/components/tags-page.tsx'),
  signIn: () => import('./routes/sign-in.tsx'),
  forgotPassword: () => import('./routes/forgot-password.tsx'),
  setUp: () => import('./routes/set-up.tsx'),
  notFound: () => import('./routes/not-found.tsx'),
};

const Shell = lazy(async () => ({ default: (await modules.shell()).Shell }));
const ChatRoute = lazy(async () => ({ default: (await modules.chat()).ChatRoute }));
const SettingsRoute = lazy(async () => ({ default: (await modules.settings()).SettingsRoute }));
const ChannelsPage = lazy(async () => ({ default: (await modules.channels()).ChannelsPage }));
const QueuesPage = lazy(async () => ({ default: (await modules.queues()).QueuesPage }));
const TagsPage = lazy(async () => ({ default: (await modules.tags()).TagsPage }));
const SignInRoute = lazy(async () => ({ default: (await modules.signIn()).SignInRoute }));
const ForgotPasswordRoute = lazy(async () => ({
  default: (await modules.forgotPassword()).ForgotPasswordRoute,
}));
const SetUpRoute = lazy(async () => ({ default: (await modules.setUp()).SetUpRoute }));
const NotFoundRoute = lazy(async () => ({ default: (await modules.notFound()).NotFoundRoute }));

/** Every page by its address. Each is a file of its own, loaded when somebody goes there. */
export function AppRoutes() {
  return (
    <Suspense fallback={<Blank />}>
      <Routes>
        <Route path="/sign-in" element={<SignInRoute />} />
        <Route path="/forgot-password" element={<ForgotPasswordRoute />} />
        <Route path="/set-up" element={<SetUpRoute />} />
        <Route element={<Shell />}>
          <Route index element={<Navigate to="/chat" replace />} />
          <Route
            path="/chat/:tab?/:conversationId?"
            element={
              <RequireAbility ability="inbox.read">
                <ChatRoute />
              </RequireAbility>
            }
          />
          <Route path="/settings" element={<SettingsRoute />}>
            <Route index element={<SettingsIndex />} />
            <Route
              path="channels"
              element={
                <RequireAbility ability="channels.manage">
                  <ChannelsPage />
                </RequireAbility>
              }
            />
            <Route
              path="queues"
              element={
                <RequireAbility ability="queues.manage">
                  <QueuesPage />
                </RequireAbility>
              }
            />
            <Route
              path="tags"
              element={
                <RequireAbility ability="tags.manage">
                  <TagsPage />
                </RequireAbility>
              }
            />
          </Route>
          <Route path="*" element={<NotFoundRoute />} />
        </Route>
      </Routes>
    </Suspense>
  );
}

/** Fetches the code of the page at an address while the app itself still starts. */
export function preloadRoute(pathname: string): void {
  const isChat = pathname === '/' || pathname.startsWith('/chat');
  const wanted = isChat
    ? [modules.shell, modules.chat]
    : pathname.startsWith('/sign-in')
      ? [modules.signIn]
      : [];
  // A failure shows itself when the route asks again.
  for (const load of wanted) load().catch(reportError);
}
