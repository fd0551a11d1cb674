import type { Query } from 'firebase-admin/firestore';
import { paths } from '#contracts/collections/paths.ts';
import { db } from '../platform/admin.ts';

/** The conversations that a member holds and that are not closed. */
export function openWork(companyId: string, memberId: string): Query {
  return db()
    .collection(paths.conversations(companyId))
    .where('assigneeId', '==', memberId)
    .where('status', 'in', ['waiting', 'open', 'snoozed']);
}
