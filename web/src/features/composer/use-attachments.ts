import { useCallback, useEffect, useRef, useState } from 'react';
import type { Conversation } from '#contracts/collections/conversation.ts';
import { randomId } from '../../platform/random-id.ts';
import { sortFiles, type ComposerMode, type FileRefusal } from './model.ts';

/** A file that stands in the composer, not sent yet. */
export interface Attachment {
  id: string;
  file: File;
  /** Address of a preview inside this page; null for what is not an image. */
  previewUrl: string | null;
}

/** The files of one composer and what was said about those it refused. */
export function useAttachments(channelType: Conversation['channelType'], mode: ComposerMode) {
  const [attachments, setAttachments] = useState<Attachment[]>([]);
  const [refused, setRefused] = useState<FileRefusal[]>([]);
  const previews = useRef(new Set<string>());

  useEffect(() => {
    const urls = previews.current;
    return () => {
      for (const url of urls) URL.revokeObjectURL(url);
    };
  }, []);

  const add = useCallback(
    (files: readonly File[]) => {
      const sorted = sortFiles(files, attachments.length, channelType, mode);
      const added = sorted.accepted.map((file): Attachment => {
        const previewUrl = file.type.startsWith('image/') ? URL.createObjectURL(file) : null;
        if (previewUrl !== null) previews.current.add(previewUrl);
        return { id: randomId(), file, previewUrl };
      });
      setAttachments((previous) => [...previous, ...added]);
      setRefused(sorted.refused);
    },
    [attachments.length, channelType, mode],
  );

  const remove = useCallback((id: string) => {
    setAttachments((previous) => previous.filter((attachment) => attachment.id !== id));
    setRefused([]);
  }, []);

  const clear = useCallback(() => {
    setAttachments([]);
    setRefused([]);
  }, []);

  return { attachments, refused, add, remove, clear };
}
