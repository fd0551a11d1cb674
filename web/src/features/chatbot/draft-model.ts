import { hashKey } from '@tanstack/react-query';
import type { AssistantSettings } from '#contracts/callables/automation.ts';
import type { Assistant } from '#contracts/collections/assistant.ts';
import { revisionOf } from '#contracts/revision.ts';
import { toSettings } from './model.ts';

/** Changes of an assistant that are not saved yet. */
export interface Draft {
  settings: AssistantSettings;
  /** The revision of the assistant that the reader had before the eyes when the changes began. */
  begunWith: number;
  /** What was last sent to be saved, whether or not an answer came. */
  sent: AssistantSettings | null;
  /** What the server has confirmed. */
  kept: AssistantSettings | null;
}

export function changeDraft(draft: Draft | null, settings: AssistantSettings, assistant: Assistant): Draft {
  return { begunWith: revisionOf(assistant), sent: null, kept: null, ...draft, settings };
}

/** The draft once the server has stored what was sent: the reader may have gone on writing. */
export function keepDraft(draft: Draft | null, kept: AssistantSettings, revision: number): Draft | null {
  return draft === null ? null : { ...draft, kept, begunWith: revision };
}

/**
 * What is left of the draft beside the stored assistant: nothing where the two are the same, or where the listener has
 * brought what was kept. A draft that was sent and arrived goes on from there, also if the answer was lost.
 */
export function settleDraft(draft: Draft | null, assistant: Assistant): Draft | null {
  if (draft === null) return null;
  const { settings, begunWith, sent, kept } = draft;
  const saved = toSettings(assistant);
  const revision = revisionOf(assistant);
  if (isSame(settings, saved) || (kept === settings && revision >= begunWith)) return null;
  if (sent !== null && revision > begunWith && isSame(sent, saved)) return { ...draft, begunWith: revision };
  return draft;
}

export function isDirty(draft: Draft | null, assistant: Assistant): boolean {
  return draft !== null && draft.kept !== draft.settings && !isSame(draft.settings, toSettings(assistant));
}

/** Whether somebody else has saved since the draft began. */
export function isOvertaken(draft: Draft | null, assistant: Assistant): boolean {
  return draft !== null && isDirty(draft, assistant) && revisionOf(assistant) > draft.begunWith;
}

function isSame(a: AssistantSettings, b: AssistantSettings): boolean {
  // The order of keys is Firestore's in one and the editor's in the other; hashKey sorts them.
  return hashKey([a]) === hashKey([b]);
}
