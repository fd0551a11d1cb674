import type { DocumentSnapshot } from 'firebase-admin/firestore';
import { conversationSchema, type Conversation } from '#contracts/collections/conversation.ts';
import { paths } from '#contracts/collections/paths.ts';
import { db } from '../platform/admin.ts';
import { Refusal } from '../platform/refusal.ts';

export function conversationRef(companyId: string, conversationId: string) {
  return db().doc(paths.conversation(companyId, conversationId));
}

/** @throws Refusal `not-found` */
export function parseConversation(snapshot: DocumentSnapshot): Conversation {
  if (!snapshot.exists) throw new Refusal('not-found', { field: 'conversationId' });
  return conversationSchema.parse(snapshot.data());
}
