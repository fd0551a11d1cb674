import type { DocumentSnapshot } from 'firebase-admin/firestore';
import type { CallableOutput } from '#contracts/callables/index.ts';
import type { Conversation } from '#contracts/collections/conversation.ts';
import type { Message } from '#contracts/collections/message.ts';
import { paths } from '#contracts/collections/paths.ts';
import { isHeldByAssistant } from '../inbox/assistant-hold.ts';
import { composeMessage } from '../inbox/compose-message.ts';
import { decideAfterSend, requireContent, requireSendable } from '../inbox/decide-send.ts';
import { dispatchMessage, openChannel, type QueuedMessage } from '../inbox/dispatch-message.ts';
import { lastMessageAfter, readMessage } from '../inbox/message-store.ts';
import {
  commitMessages,
  readConversation,
  whileStale,
  type ReadConversation,
} from '../inbox/queue-messages.ts';
import { db } from '../platform/admin.ts';
import type { Call } from '../platform/callable.ts';
import { now } from '../platform/clock.ts';
import { derivedId } from '../platform/ids.ts';
import { Refusal } from '../platform/refusal.ts';
import { afterDecision, readDraft, type Draft } from './read-draft.ts';

type ApproveCall = Call<'approveDraft'>;

/**
 * Sends a draft, as it stands or changed, as the member who approves it. The assistant goes on holding the conversation: it
 * drafts the next answer too. Of two members who decide at once one is told `draft-decided`; a repeat of the same call is
 * answered as the first one. Reads member, note and conversation; writes note, message, conversation, run and the
 * provider's answer.
 * @throws Refusal `draft-decided`, `changed-meanwhile` where the customer has written since, and what sendMessage throws
 */
export async function approveDraft(call: ApproveCall): Promise<CallableOutput<'approveDraft'>> {
  const { companyId, uid, input } = call;
  const messageId = derivedId('approved', input.messageId);
  try {
    return await approveOnce(call, messageId);
  } catch (error) {
    if (!(error instanceof Refusal) || error.details.reason !== 'draft-decided') throw error;
    const sent = await readMessage(companyId, input.conversationId, messageId);
    if (sent?.sentBy !== uid) throw error;
    return { messageId };
  }
}

async function approveOnce(call: ApproveCall, messageId: string): Promise<{ messageId: string }> {
  const first = await readApprovable(call);
  const channel = await openChannel(call.companyId, first.read.conversation.channelId);
  const [queued] = await whileStale(
    first,
    () => readApprovable(call),
    (both) => write(call, { ...both, messageId, from: channel.channel.address }),
  );
  if (queued === undefined) throw new Error('one message was to be queued');
  await dispatchMessage(queued, channel);
  return { messageId };
}

interface Both {
  draft: Draft;
  read: ReadConversation;
}

/** @throws Refusal that says why the draft cannot be sent */
async function readApprovable({ companyId, uid, member, input }: ApproveCall): Promise<Both> {
  const [draft, read] = await Promise.all([
    readDraft(companyId, input.conversationId, input.messageId),
    readConversation(companyId, input.conversationId),
  ]);
  const { conversation } = read;
  const { state, inboundCount } = draft.message.draft;
  if (state !== 'waiting') throw new Refusal('draft-decided');
  if (inboundCount !== conversation.inboundCount) throw new Refusal('changed-meanwhile');
  requireSendable(conversation, { uid, role: member.role }, now());
  const content = { type: 'message' as const, text: input.text, uploadCount: draft.message.media.length };
  requireContent(content, conversation.channelType);
  return { draft, read };
}

function write(
  { companyId, uid, input }: ApproveCall,
  { draft, read, messageId, from }: Both & { messageId: string; from: string },
): Promise<QueuedMessage[]> {
  const { conversation } = read;
  const { conversationId, text } = input;
  const { media, assistant } = draft.message;
  const at = Math.max(now(), conversation.lastMessage.at);
  const message = composeMessage(
    {
      companyId,
      conversationId,
      conversation,
      text,
      media,
      replyTo: null,
      sentBy: uid,
      at,
      ...(assistant === undefined ? {} : { assistant }),
    },
    from,
  );
  const batch = db().batch();
  batch.update(draft.ref, { 'draft.state': 'sent' }, { lastUpdateTime: updateTimeOf(draft.snapshot) });
  const run = db().doc(paths.run(companyId, draft.message.draft.runId));
  batch.update(run, { outcome: 'answered', messageId });
  const patch = {
    ...decideAfterApproval(conversation, uid, message, at),
    ...afterDecision(conversation, draft.message.draft.runId),
  };
  return commitMessages(batch, read, { patch, messages: [{ id: messageId, message }] });
}

/** As after a member's own message, but the assistant keeps the conversation, and counts its turns anew. */
function decideAfterApproval(
  conversation: Conversation,
  uid: string,
  message: Message,
  at: number,
): Partial<Conversation> {
  const lastMessage = lastMessageAfter(conversation.lastMessage, message);
  const patch = decideAfterSend(conversation, uid, lastMessage, at);
  const { handler, assigneeId, automation } = conversation;
  if (!isHeldByAssistant(conversation) || automation === null || automation === undefined) return patch;
  return { ...patch, handler, assigneeId, automation: { ...automation, turns: 0 } };
}

function updateTimeOf({ updateTime }: DocumentSnapshot) {
  if (updateTime === undefined) throw new Error('an existing document has no update time');
  return updateTime;
}
