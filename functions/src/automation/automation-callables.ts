import { defineCallable } from '../platform/callable.ts';
import { SECRETS } from '../platform/config.ts';
import { approveDraft } from './approve-draft.ts';
import { archiveAssistant, setAssistantStatus } from './assistant-status.ts';
import { duplicateAssistant, exportAssistant, importAssistant } from './copy-assistant.ts';
import { discardDraft } from './discard-draft.ts';
import { dismissQuestion, reopenQuestion } from './dismiss-question.ts';
import { giveToAutomation } from './give-to-automation.ts';
import { saveAiLimits } from './save-ai-limits.ts';
import { saveAssistant } from './save-assistant.ts';
import { setAutomationMode, setChannelAssistant } from './set-mode.ts';
import { storeBotMedia } from './store-bot-media.ts';

/** Providers take their time: longer than the client's own limit and its waits together. */
const SENDING = { secrets: SECRETS.providers, timeoutSeconds: 120 };

export const automationCallables = {
  setAutomationMode: defineCallable('setAutomationMode', setAutomationMode),
  setChannelAssistant: defineCallable('setChannelAssistant', setChannelAssistant),
  saveAssistant: defineCallable('saveAssistant', saveAssistant),
  setAssistantStatus: defineCallable('setAssistantStatus', setAssistantStatus),
  duplicateAssistant: defineCallable('duplicateAssistant', duplicateAssistant),
  archiveAssistant: defineCallable('archiveAssistant', archiveAssistant),
  exportAssistant: defineCallable('exportAssistant', exportAssistant),
  importAssistant: defineCallable('importAssistant', importAssistant),
  storeBotMedia: defineCallable('storeBotMedia', storeBotMedia),
  saveAiLimits: defineCallable('saveAiLimits', saveAiLimits),
  dismissQuestion: defineCallable('dismissQuestion', dismissQuestion),
  reopenQuestion: defineCallable('reopenQuestion', reopenQuestion),
  giveToAutomation: defineCallable('giveToAutomation', giveToAutomation),
  approveDraft: defineCallable('approveDraft', approveDraft, SENDING),
  discardDraft: defineCallable('discardDraft', discardDraft),
};
