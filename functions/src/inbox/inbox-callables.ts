import { memberSchema } from '#contracts/collections/member.ts';
import { paths } from '#contracts/collections/paths.ts';
import { readTaxonomy } from '../company/read-taxonomy.ts';
import { browserGrant } from '../media/media-links.ts';
import { db } from '../platform/admin.ts';
import { defineCallable, type Call } from '../platform/callable.ts';
import type { CallableName } from '#contracts/callables/index.ts';
import { SECRETS } from '../platform/config.ts';
import { Refusal } from '../platform/refusal.ts';
import { changeConversation, type Change } from './change-conversation.ts';
import { decideAccept, decideReturn, decideTransfer, type TransferTarget } from './decide-assignment.ts';
import { decidePriority, decideTags } from './decide-labels.ts';
import type { Actor } from './decide-send.ts';
import { decideClose, decideReopen, decideUndoClose } from './decide-ticket.ts';
import { markRead } from './mark-read.ts';
import { retryMessage } from './retry-message.ts';
import { sendMessage } from './send-message.ts';
import { startConversation } from './start-conversation.ts';
import { newTicket } from './ticket.ts';

/** Providers take their time: longer than the client's own limit and its waits together. */
const SENDING = { secrets: SECRETS.providers, timeoutSeconds: 120 };

export const inboxCallables = {
  sendMessage: defineCallable('sendMessage', sendMessage, SENDING),
  retryMessage: defineCallable('retryMessage', retryMessage, SENDING),
  startConversation: defineCallable('startConversation', startConversation),
  markRead: defineCallable('markRead', markRead),

  acceptConversation: defineCallable('acceptConversation', async (call) => {
    await change(call, decideAccept);
    return {};
  }),
  transferConversation: defineCallable('transferConversation', async (call) => {
    const { to } = call.input;
    await requireTarget(call.companyId, to);
    await change(call, (conversation, actor) => decideTransfer(conversation, actor, to));
    return {};
  }),
  returnToQueue: defineCallable('returnToQueue', async (call) => {
    await change(call, decideReturn);
    return {};
  }),
  closeConversation: defineCallable('closeConversation', async (call) => {
    const { ticket } = await change(call, decideClose);
    return { ticketId: ticket.id };
  }),
  reopenConversation: defineCallable('reopenConversation', async (call) => {
    const { undoTicketId } = call.input;
    await change(call, (conversation, actor, at) =>
      undoTicketId === null
        ? decideReopen(conversation, actor, newTicket(at))
        : decideUndoClose(conversation, actor, undoTicketId),
    );
    return {};
  }),
  setPriority: defineCallable('setPriority', async (call) => {
    const { priority } = call.input;
    await change(call, (conversation, actor) => decidePriority(conversation, actor, priority));
    return {};
  }),
  setTags: defineCallable('setTags', async (call) => {
    const taxonomy = await readTaxonomy(call.companyId);
    await change(call, (conversation, actor) => decideTags(conversation, actor, call.input.tags, taxonomy));
    return {};
  }),
  getMediaGrant: defineCallable(
    'getMediaGrant',
    ({ companyId }) => Promise.resolve(browserGrant(companyId)),
    { secrets: SECRETS.links },
  ),
};

type ConversationCall = Call<CallableName> & { input: { conversationId: string } };
type Decide = (conversation: Parameters<typeof decideClose>[0], actor: Actor, at: number) => Change | null;

/** Applies what a member decides to the conversation that the call names. */
function change(call: Pick<ConversationCall, 'companyId' | 'uid' | 'member' | 'input'>, decide: Decide) {
  const { companyId, uid, member, input } = call;
  const action = { companyId, conversationId: input.conversationId, by: uid };
  return changeConversation(action, (conversation, at) =>
    decide(conversation, { uid, role: member.role }, at),
  );
}

/** @throws Refusal where the queue or member to transfer to is not there to take it */
async function requireTarget(companyId: string, to: TransferTarget): Promise<void> {
  if (to.type === 'queue') {
    const { queues } = await readTaxonomy(companyId);
    const queue = Object.hasOwn(queues, to.queueId) ? queues[to.queueId] : undefined;
    if (queue === undefined || queue.archived) throw new Refusal('not-found', { field: 'to.queueId' });
    return;
  }
  const snapshot = await db().doc(paths.member(companyId, to.memberId)).get();
  if (!snapshot.exists || !memberSchema.parse(snapshot.data()).active) {
    throw new Refusal('not-found', { field: 'to.memberId' });
  }
}
