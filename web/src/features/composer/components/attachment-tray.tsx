import { ActionIcon } from '@mantine/core';
import { IconFile, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { bytesText } from '../../../i18n/time.ts';
import type { FileRefusal } from '../model.ts';
import type { Attachment } from '../use-attachments.ts';

interface AttachmentTrayProps {
  attachments: readonly Attachment[];
  refused: readonly FileRefusal[];
  onRemove: (id: string) => void;
}

/** The files that go with the next message, each with a preview, and why others cannot. */
export function AttachmentTray({ attachments, refused, onRemove }: AttachmentTrayProps) {
  const { t, i18n } = useTranslation();
  const describeRefusal = (refusal: FileRefusal) => {
    switch (refusal.type) {
      case 'type':
        return t('composer.refusedType', { name: refusal.name });
      case 'size':
        return t('composer.refusedSize', {
          name: refusal.name,
          limit: bytesText(refusal.limitBytes, i18n.language),
        });
      case 'empty':
        return t('composer.refusedEmpty', { name: refusal.name });
      case 'count':
        return t('composer.refusedCount', { count: refusal.limit });
    }
  };
  return (
    <>
      {attachments.length > 0 && (
        <ul className="composer-tray">
          {attachments.map(({ id, file, previewUrl }) => (
            <li key={id} className="composer-file">
              {previewUrl === null ? (
                <IconFile size={24} stroke={1.5} aria-hidden />
              ) : (
                <img src={previewUrl} alt="" />
              )}
              <span className="composer-file-name">
                <span>{file.name}</span>
                <small>{bytesText(file.size, i18n.language)}</small>
              </span>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label={t('composer.removeFile', { name: file.name })}
                onClick={() => onRemove(id)}
              >
                <IconX size={14} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      {refused.map((refusal) => (
        <p key={JSON.stringify(refusal)} className="composer-problem" role="alert">
          {describeRefusal(refusal)}
        </p>
      ))}
    </>
  );
}
