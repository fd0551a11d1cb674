import { defineCallable } from '../platform/callable.ts';
import { SECRETS } from '../platform/config.ts';
import { saveAiKey } from './save-ai-key.ts';
import { testAiKey } from './test-ai-key.ts';

const HOLDS_KEYS = { secrets: SECRETS.providers };

export const aiCallables = {
  saveAiKey: defineCallable('saveAiKey', saveAiKey, HOLDS_KEYS),
  testAiKey: defineCallable('testAiKey', testAiKey, HOLDS_KEYS),
};
