import { useSyncExternalStore } from 'react';

/** Dismissed questions, by id: lists that were read before still hold them. */
let hidden: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

export function hideQuestion(id: string): void {
  change(new Set([...hidden, id]));
}

export function showQuestion(id: string): void {
  change(new Set([...hidden].filter((other) => other !== id)));
}

/** The questions that no list shows, on whatever page they were dismissed or brought back. */
export function useHiddenQuestions(): ReadonlySet<string> {
  return useSyncExternalStore(subscribe, () => hidden);
}

function change(next: ReadonlySet<string>): void {
  hidden = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
