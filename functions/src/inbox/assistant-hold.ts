import type { AssistantType } from '#contracts/automation.ts';
import type { Conversation } from '#contracts/collections/conversation.ts';

/** Who handles a conversation that an assistant of this type holds. */
export function handlerOf(type: AssistantType): 'ai' | 'bot' {
  return type === 'ai' ? 'ai' : 'bot';
}

/** Whether a rule bot or an AI answers here by itself. */
export function isHeldByAssistant({ handler }: Pick<Conversation, 'handler'>): boolean {
  return handler === 'ai' || handler === 'bot';
}

/** What changes when people take a conversation from the assistant that holds it; nothing where none does. */
export function releaseFromAssistant(conversation: Conversation): Partial<Conversation> {
  if (!isHeldByAssistant(conversation)) return {};
  return { automation: null, unread: conversation.inboundCount > conversation.readCount };
}
