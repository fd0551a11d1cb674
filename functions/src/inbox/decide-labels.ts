import type { Conversation, Priority } from '#contracts/collections/conversation.ts';
import type { Taxonomy } from '#contracts/collections/taxonomy.ts';
import { Refusal } from '../platform/refusal.ts';
import type { Change } from './change-conversation.ts';
import type { Actor } from './decide-send.ts';

/** Null: it has this priority. */
export function decidePriority(conversation: Conversation, actor: Actor, priority: Priority): Change | null {
  if (conversation.priority === priority) return null;
  return { patch: { priority }, event: { type: 'priority', by: actor.uid, priority } };
}

/**
 * Sets the tags of a conversation. Only tags in use can be added; archived ones that are there may stay.
 * @throws Refusal `not-found` for a tag that cannot be added
 */
export function decideTags(
  conversation: Conversation,
  actor: Actor,
  wanted: string[],
  { tags }: Pick<Taxonomy, 'tags'>,
): Change | null {
  const next = [...new Set(wanted)];
  const added = next.filter((id) => !conversation.tags.includes(id));
  const removed = conversation.tags.filter((id) => !next.includes(id));
  if (added.length === 0 && removed.length === 0) return null;
  const missing = added.some((id) => !Object.hasOwn(tags, id) || tags[id]?.archived === true);
  if (missing) throw new Refusal('not-found', { field: 'tags' });
  return { patch: { tags: next }, event: { type: 'tags', by: actor.uid, added, removed } };
}
