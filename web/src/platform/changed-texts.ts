import { useSyncExternalStore } from 'react';

/** Changed texts by member and field, so that looking into another conversation, or signing in anew, loses nothing. */
const changed = new Map<string, string>();
const listeners = new Set<() => void>();

/** A field before one member, who changes it for nobody else until it is sent or saved. */
export interface TextAtHand {
  uid: string;
  /** Of what it is the text, in words of the database: `messages/{id}`. */
  field: string;
}

/** What the member made of the text; undefined: nothing yet. */
export function changedText(at: TextAtHand): string | undefined {
  return changed.get(keyOf(at));
}

export function hasChanges(uid: string): boolean {
  return [...changed.keys()].some((key) => key.startsWith(keyOf({ uid, field: '' })));
}

/** Keeps what is typed; the text as it stood is no change. */
export function changeText(at: TextAtHand, { from, to }: { from: string; to: string }): void {
  if (to === from) changed.delete(keyOf(at));
  else changed.set(keyOf(at), to);
  tell();
}

/**
 * The change is sent or saved, or not wanted any more.
 *
 * @param saved what was saved: what was typed since stays. Absent: whatever was typed goes.
 */
export function forgetChange(at: TextAtHand, saved?: string): void {
  if (saved !== undefined && changedText(at) !== saved) return;
  if (changed.delete(keyOf(at))) tell();
}

export function subscribeToChanges(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useChangedText(at: TextAtHand): string | undefined {
  return useSyncExternalStore(subscribeToChanges, () => changedText(at));
}

export function useHasChanges(uid: string): boolean {
  return useSyncExternalStore(subscribeToChanges, () => hasChanges(uid));
}

function keyOf({ uid, field }: TextAtHand): string {
  return `${uid}/${field}`;
}

function tell(): void {
  for (const listener of listeners) listener();
}
