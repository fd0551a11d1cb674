import { defineCallable } from '../platform/callable.ts';
import { deleteKnowledge } from './delete-knowledge.ts';
import { saveKnowledge } from './save-knowledge.ts';
import { trainAssistant } from './train-assistant.ts';

/** What an AI agent answers from: texts and files, and their training. */
export const knowledgeCallables = {
  saveKnowledge: defineCallable('saveKnowledge', saveKnowledge),
  deleteKnowledge: defineCallable('deleteKnowledge', async (call) => {
    await deleteKnowledge(call);
    return {};
  }),
  trainAssistant: defineCallable('trainAssistant', async (call) => {
    await trainAssistant(call);
    return {};
  }),
};
