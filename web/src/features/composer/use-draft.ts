import { useCallback, useEffect, useRef, useState } from 'react';
import { keepDraft, readDraft, type Draft } from './api/draft-store.ts';

const EMPTY: Draft = { mode: 'message', text: '' };
const SAVE_AFTER_MS = 300;

/**
 * The draft of one conversation: read once from the device, saved shortly after every change and at once when the
 * composer goes. Mount one composer per conversation (`key`).
 */
export function useDraft(uid: string, conversationId: string) {
  const [draft, setDraft] = useState(EMPTY);
  const unsaved = useRef<Draft | null>(null);
  const isTouched = useRef(false);

  const save = useCallback(() => {
    const pending = unsaved.current;
    unsaved.current = null;
    if (pending !== null) keepDraft(uid, conversationId, pending).catch(reportError);
  }, [uid, conversationId]);

  useEffect(() => {
    let isCurrent = true;
    const restore = async () => {
      const stored = await readDraft(uid, conversationId);
      if (isCurrent && stored !== null && !isTouched.current) setDraft(stored);
    };
    restore().catch(reportError);
    addEventListener('pagehide', save);
    return () => {
      isCurrent = false;
      removeEventListener('pagehide', save);
      save();
    };
  }, [uid, conversationId, save]);

  useEffect(() => {
    if (!isTouched.current) return;
    unsaved.current = draft;
    const timer = setTimeout(save, SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [draft, save]);

  const change = useCallback((part: Partial<Draft>) => {
    isTouched.current = true;
    setDraft((previous) => ({ ...previous, ...part }));
  }, []);

  return { draft, change };
}
