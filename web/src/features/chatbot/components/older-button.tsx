import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LiveWindow } from '../../../platform/live-window.ts';

interface OlderButtonProps<Row> {
  window: LiveWindow<Row>;
  older: { isPending: boolean; isError: boolean; mutate: (window: LiveWindow<Row>) => void };
}

/** Reads the next page of a list; nothing where the list has ended. */
export function OlderButton<Row>({ window, older }: OlderButtonProps<Row>) {
  const { t } = useTranslation();
  if (!window.hasOlder) return null;
  return (
    <p className="chatbot-more">
      <Button
        size="compact-md"
        variant="default"
        loading={older.isPending}
        onClick={() => older.mutate(window)}
      >
        {t('chatbot.more')}
      </Button>
      {older.isError && <span role="alert">{t('chatbot.moreFailed')}</span>}
    </p>
  );
}
