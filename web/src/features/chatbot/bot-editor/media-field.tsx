import { Button, FileButton } from '@mantine/core';
import { IconFile, IconPaperclip } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BotMedia } from '#contracts/collections/bot.ts';
import { UPLOAD_TYPES } from '#contracts/limits.ts';
import { bytesText } from '../../../i18n/time.ts';
import { useBot } from './bot-context.ts';

interface MediaFieldProps {
  media: BotMedia | null;
  onChange: (media: BotMedia | null) => void;
}

/** The file that goes along with a message. */
export function MediaField({ media, onChange }: MediaFieldProps) {
  const { t, i18n } = useTranslation();
  const { onUpload } = useBot();
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle');

  const handleFile = async (file: File | null) => {
    if (file === null) return;
    setState('busy');
    try {
      onChange(await onUpload(file));
      setState('idle');
    } catch (thrown) {
      reportError(thrown);
      setState('failed');
    }
  };

  return (
    <div className="bot-media">
      {media === null ? (
        <FileButton
          accept={UPLOAD_TYPES.join(',')}
          onChange={(file) => {
            void handleFile(file);
          }}
        >
          {(props) => (
            <Button
              {...props}
              size="compact-sm"
              variant="default"
              loading={state === 'busy'}
              leftSection={<IconPaperclip size={14} stroke={1.5} />}
            >
              {t('botEditor.media.add')}
            </Button>
          )}
        </FileButton>
      ) : (
        <>
          <IconFile size={18} stroke={1.5} aria-hidden />
          <span className="bot-media-name">
            {media.name} <small>{bytesText(media.size, i18n.language)}</small>
          </span>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            aria-label={t('botEditor.media.remove', { name: media.name })}
            onClick={() => onChange(null)}
          >
            {t('botEditor.remove')}
          </Button>
        </>
      )}
      {state === 'busy' && <output className="visually-hidden">{t('botEditor.media.busy')}</output>}
      {state === 'failed' && (
        <p role="alert" className="bot-problem">
          {t('botEditor.media.failed')}
        </p>
      )}
    </div>
  );
}
