import { useSyncExternalStore } from 'react';

/** Changed texts by member and message, so that looking into another conversation, or signing in anew, loses nothing. */
const changed = new Map<string, string>();
const listeners = new Set<() => void>();

/** A draft before one member, who changes it for nobody else. */
export interface DraftAtHand {
  uid: string;
  messageId: string;
}

/** What the member made of the draft; undefined: nothing yet. */
export function changedText(draft: DraftAtHand): string | undefined {
  return changed.get(keyOf(draft));
}

export function hasChanges(uid: string): boolean {
  return [...changed.keys()].some((key) => key.startsWith(keyOf({ uid, messageId: '' })));
}

/** Keeps what is typed; the text as it was proposed is no change. */
export function changeDraft(
  draft: DraftAtHand,
  { proposed, text }: { proposed: string; text: string },
): void {
  if (text === proposed) changed.delete(keyOf(draft));
  else changed.set(keyOf(draft), text);
  tell();
}

/** The change is sent, or not wanted any more. */
export function forgetChange(draft: DraftAtHand): void {
  if (changed.delete(keyOf(draft))) tell();
}

export function subscribeToChanges(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useChangedText(draft: DraftAtHand): string | undefined {
  return useSyncExternalStore(subscribeToChanges, () => changedText(draft));
}

export function useHasChanges(uid: string): boolean {
  return useSyncExternalStore(subscribeToChanges, () => hasChanges(uid));
}

function keyOf({ uid, messageId }: DraftAtHand): string {
  return `${uid}/${messageId}`;
}

function tell(): void {
  for (const listener of listeners) listener();
}
