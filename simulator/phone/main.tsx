import { createTheme, MantineProvider } from '@mantine/core';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { MailPage } from './mail-page.tsx';
import '@mantine/core/styles.layer.css';
import './phone.css';

/** Green, so that nobody takes it for the app; white on shade 9 exceeds 4.5 : 1. */
const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 9, dark: 9 },
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif',
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'pointer',
});

const element = document.getElementById('root');
if (element === null) throw new Error('index.html has lost its #root element.');
createRoot(element).render(
  <MantineProvider theme={theme} defaultColorScheme="auto">
    {location.pathname === '/mail' ? <MailPage /> : <App />}
  </MantineProvider>,
);
