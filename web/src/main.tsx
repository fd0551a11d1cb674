import * as z from 'zod/mini';
import { createRoot } from 'react-dom/client';
import { guessLocale, startI18n } from './i18n/index.ts';
import { loadFirebaseConfig } from './platform/firebase-config.ts';
import { startFirebase } from './platform/firebase.ts';
import { reloadForMissingChunk } from './platform/reload-once.ts';
import { App, preloadRoute, StartFailed } from './app/app.tsx';
import '@mantine/core/styles.layer.css';
import './ui/theme.css';

// The content security policy forbids compiling code from text, which zod would try for speed.
z.config({ jitless: true });

// After a release the chunks that this page would still load are gone from the server.
addEventListener('vite:preloadError', (event) => {
  if (reloadForMissingChunk(sessionStorage, Date.now(), () => location.reload())) event.preventDefault();
});

async function start(element: HTMLElement): Promise<void> {
  const configuration = loadFirebaseConfig();
  preloadRoute(location.pathname);
  await startI18n(guessLocale());
  const root = createRoot(element);
  try {
    startFirebase(await configuration);
    root.render(<App />);
  } catch (thrown) {
    reportError(thrown);
    root.render(<StartFailed />);
  }
}

const element = document.getElementById('root');
if (element === null) throw new Error('index.html has lost its #root element.');
void start(element);
