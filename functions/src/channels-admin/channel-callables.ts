import { defineCallable } from '../platform/callable.ts';
import { SECRETS } from '../platform/config.ts';
import { saveChannel } from './save-channel.ts';
import { testChannel } from './test-channel.ts';

const TALKS_TO_PROVIDER = { secrets: SECRETS.providers, timeoutSeconds: 120 };

export const channelCallables = {
  saveChannel: defineCallable('saveChannel', saveChannel, TALKS_TO_PROVIDER),
  testChannel: defineCallable('testChannel', testChannel, TALKS_TO_PROVIDER),
};
