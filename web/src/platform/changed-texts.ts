import { useSyncExternalStore } from 'react';

/** Changes by member and field, so that looking into another conversation, or signing in anew, loses nothing. */
const changes = new Map<string, TextChange>();
const listeners = new Set<() => void>();

/** A field before one member, who changes it for nobody else until it is sent or saved. */
export interface TextAtHand {
  uid: string;
  /** Of what it is the text, in words of the database: `messages/{id}`. */
  field: string;
}

export interface TextChange {
  /** What stood there when the member began. */
  from: string;
  /** What the member made of it. */
  to: string;
}

/** What the member made of the text; undefined: nothing yet. */
export function changeOf(at: TextAtHand): TextChange | undefined {
  return changes.get(keyOf(at));
}

export function hasChanges(uid: string): boolean {
  return [...changes.keys()].some((key) => key.startsWith(keyOf({ uid, field: '' })));
}

/** Keeps what is typed. The text as it stands, or as it stood at the beginning, is no change. */
export function changeText(at: TextAtHand, { from, to }: TextChange): void {
  const begun = changeOf(at)?.from ?? from;
  if (to === from || to === begun) changes.delete(keyOf(at));
  else changes.set(keyOf(at), { from: begun, to });
  tell();
}

/**
 * The change is sent or saved, or not wanted any more.
 *
 * @param saved what was saved: what was typed since stays, as a change of that. Absent: whatever was typed goes.
 */
export function forgetChange(at: TextAtHand, saved?: string): void {
  const change = changeOf(at);
  if (change === undefined) return;
  if (saved === undefined || change.to === saved) changes.delete(keyOf(at));
  else changes.set(keyOf(at), { from: saved, to: change.to });
  tell();
}

export function subscribeToChanges(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useTextChange(at: TextAtHand): TextChange | undefined {
  return useSyncExternalStore(subscribeToChanges, () => changeOf(at));
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
