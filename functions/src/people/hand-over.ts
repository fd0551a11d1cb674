import type { CallableOutput } from '#contracts/callables/index.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { readTaxonomy } from '../company/read-taxonomy.ts';
import { changeConversation } from '../inbox/change-conversation.ts';
import { db } from '../platform/admin.ts';
import type { Call } from '../platform/callable.ts';
import { Refusal } from '../platform/refusal.ts';
import { decideHandOver, type WorkTarget } from './decide-hand-over.ts';
import { readMember } from './member-store.ts';
import { openWork } from './open-work.ts';
import { requireQueues } from './queues.ts';

/** Conversations moved by one call: few enough for its time limit, many enough that a person sees progress. */
const PAGE = 100;
/** Transactions under way at once. */
const PARALLEL = 10;

/**
 * Moves up to 100 open conversations of a member, whatever became of the member: each in its own transaction, with the
 * line that tells of it. A repeat goes on where the call before ended.
 * @throws Refusal `not-found` (member, target), `member-disabled` for a target who is not active, `invalid-input` where
 *   work would go to whom it is taken from
 */
export async function handOverConversations(
  call: Call<'handOverConversations'>,
): Promise<CallableOutput<'handOverConversations'>> {
  const { companyId, uid, input } = call;
  const { memberId, to } = input;
  const member = await readMember(companyId, memberId);
  if (member === null) throw new Refusal('not-found', { field: 'memberId' });
  const targetName = await requireTarget(companyId, memberId, to);
  const page = await openWork(companyId, memberId).limit(PAGE).select().get();
  const actor = { uid, role: call.member.role };
  let moved = 0;
  const move = async (id: string): Promise<void> => {
    let isMoved = false;
    await changeConversation({ companyId, conversationId: id, by: uid }, (conversation) => {
      const change = decideHandOver(conversation, actor, { from: memberId, to });
      isMoved = change !== null;
      return change;
    });
    if (isMoved) moved += 1;
  };
  const failures: unknown[] = [];
  for (let start = 0; start < page.size && failures.length === 0; start += PARALLEL) {
    const results = await Promise.allSettled(
      page.docs.slice(start, start + PARALLEL).map(({ id }) => move(id)),
    );
    for (const result of results) if (result.status === 'rejected') failures.push(result.reason);
  }
  // What was moved is on record, also where a fault ended the rest.
  if (moved > 0) {
    await db().runTransaction(async (transaction) => {
      writeAudit(transaction, {
        companyId,
        action: 'member.work-handed-over',
        by: { uid, name: call.member.name },
        target: { id: memberId, name: member.name },
        after: { conversations: moved, to: targetName },
      });
    });
  }
  if (failures.length > 0) throw failures[0];
  const left = await openWork(companyId, memberId).limit(PAGE).count().get();
  return { moved, remaining: left.data().count };
}

/** What the target is called. */
async function requireTarget(companyId: string, memberId: string, to: WorkTarget): Promise<string> {
  if (to.type === 'queues') return 'queues';
  if (to.type === 'queue') {
    const [queue] = requireQueues(await readTaxonomy(companyId), [to.queueId]);
    return queue?.name ?? '';
  }
  if (to.memberId === memberId) throw new Refusal('invalid-input', { field: 'to.memberId' });
  const target = await readMember(companyId, to.memberId);
  if (target === null) throw new Refusal('not-found', { field: 'to.memberId' });
  if (!target.active) throw new Refusal('member-disabled', { field: 'to.memberId' });
  return target.name;
}
