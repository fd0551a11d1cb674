import { createStore, del, get, set } from 'idb-keyval';
import type { ComposerMode } from '../model.ts';

/** What somebody has begun to write in a conversation. */
export interface Draft {
  mode: ComposerMode;
  text: string;
}

const store = createStore('colibri-drafts', 'drafts');

export async function readDraft(uid: string, conversationId: string): Promise<Draft | null> {
  return (await get<Draft>(key(uid, conversationId), store)) ?? null;
}

/** Keeps a draft on this device; an empty one is forgotten. */
export async function keepDraft(uid: string, conversationId: string, draft: Draft): Promise<void> {
  if (draft.text === '' && draft.mode === 'message') await del(key(uid, conversationId), store);
  else await set(key(uid, conversationId), draft, store);
}

function key(uid: string, conversationId: string): string {
  return `${uid}/${conversationId}`;
}
