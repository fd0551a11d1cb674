import { Button } from '@mantine/core';
import { Notifications, notifications } from '@mantine/notifications';
import '@mantine/notifications/styles.layer.css';
import { useTranslation } from 'react-i18next';
import type { Notice } from './notices.tsx';
import './notices-host.css';

const DURATION_MS = 6000;

export function NoticesHost() {
  return <Notifications position="bottom-left" limit={4} containerWidth={320} />;
}

/** Puts a notice on the screen. */
export function push({ message, tone = 'neutral', action, durationMs = DURATION_MS }: Notice): void {
  const color = { neutral: 'gray', danger: 'red', success: 'green' }[tone];
  const id = notifications.show({
    message: <NoticeText message={message} action={action} onDone={() => notifications.hide(id)} />,
    color,
    autoClose: durationMs,
    withBorder: true,
    withCloseButton: false,
    role: tone === 'danger' ? 'alert' : 'status',
  });
}

/** Takes every notice off the screen, and those that wait for room. */
export function clear(): void {
  notifications.clean();
}

interface NoticeTextProps {
  message: string;
  action: Notice['action'];
  onDone: () => void;
}

function NoticeText({ message, action, onDone }: NoticeTextProps) {
  const { t } = useTranslation();
  const handleAction = () => {
    onDone();
    action?.onAction();
  };
  return (
    <span style={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 12 }}>
      <span>{message}</span>
      <Button size="compact-sm" variant="subtle" onClick={handleAction} style={{ flexShrink: 0 }}>
        {action?.label ?? t('words.dismiss')}
      </Button>
    </span>
  );
}
