import { lazy, Suspense } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { RequireAbility, SectionIndex } from './abilities.tsx';
import { Blank } from './blank.tsx';
import { SECTIONS } from './pages.ts';

const modules = {
  shell: () => import('./shell.tsx'),
  chat: () => import('./routes/chat.tsx'),
  section: () => import('./routes/section.tsx'),
  signIn: () => import('./routes/sign-in.tsx'),
  forgotPassword: () => import('./routes/forgot-password.tsx'),
  setUp: () => import('./routes/set-up.tsx'),
  welcome: () => import('./routes/welcome.tsx'),
  notFound: () => import('./routes/not-found.tsx'),
};

const Shell = lazy(async () => ({ default: (await modules.shell()).Shell }));
const ChatRoute = lazy(async () => ({ default: (await modules.chat()).ChatRoute }));
const SectionRoute = lazy(async () => ({ default: (await modules.section()).SectionRoute }));
const SignInRoute = lazy(async () => ({ default: (await modules.signIn()).SignInRoute }));
const ForgotPasswordRoute = lazy(async () => ({
  default: (await modules.forgotPassword()).ForgotPasswordRoute,
}));
const SetUpRoute = lazy(async () => ({ default: (await modules.setUp()).SetUpRoute }));
const WelcomeRoute = lazy(async () => ({ default: (await modules.welcome()).WelcomeRoute }));
const NotFoundRoute = lazy(async () => ({ default: (await modules.notFound()).NotFoundRoute }));

/** Every page by its address. Each is a file of its own, loaded when somebody goes there. */
export function AppRoutes() {
  return (
    <Suspense fallback={<Blank />}>
      <Routes>
        <Route path="/sign-in" element={<SignInRoute />} />
        <Route path="/forgot-password" element={<ForgotPasswordRoute />} />
        <Route path="/set-up" element={<SetUpRoute />} />
        <Route path="/welcome" element={<WelcomeRoute />} />
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
          {SECTIONS.map(({ path, pages }) => (
            <Route key={path} path={path} element={<SectionRoute path={path} />}>
              <Route index element={<SectionIndex path={path} />} />
              {pages.map(({ path: pagePath, ability, Page }) => (
                <Route
                  key={pagePath}
                  path={`${pagePath}/*`}
                  element={
                    <RequireAbility ability={ability}>
                      <Page />
                    </RequireAbility>
                  }
                />
              ))}
            </Route>
          ))}
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
