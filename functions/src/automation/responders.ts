import type { AssistantType } from '#contracts/automation.ts';
import { aiResponder } from './ai-responder.ts';
import { botResponder } from './bot-responder.ts';
import type { Responder } from './responder.ts';

/** Who answers for which type of assistant. */
export const responders: Record<AssistantType, Responder> = { ai: aiResponder, chatbot: botResponder };
