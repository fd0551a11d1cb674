import type { AiProviderId } from '#contracts/automation.ts';
import type { AiRequest } from '../../../simulator/src/ai/state.ts';
import { control } from '../../../simulator/testing/control.ts';
import type { Stack } from './stack.ts';

/** A key that the AI simulator accepts. */
export const AI_KEY = 'sim-key-of-the-tests-a7c3';

/** Asks the AI simulator's own interface; throws unless it agrees. */
export function controlAi(
  stack: Stack,
  method: 'GET' | 'PUT' | 'POST' | 'DELETE',
  path: '' | 'trouble' | 'requests' | 'reset',
  body?: object,
): Promise<unknown> {
  return control(stack.simulator, method, path === '' ? 'ai' : `ai/${path}`, body);
}

/** What the providers received, oldest first. */
export async function aiRequests(stack: Stack): Promise<AiRequest[]> {
  const answer = await controlAi(stack, 'GET', 'requests');
  return (answer as { requests: AiRequest[] }).requests; // as the simulator answers
}

/** Gives a company a key, as its admin does. */
export async function saveAiKey(
  stack: Stack,
  admin: string,
  provider: AiProviderId = 'gemini',
  apiKey: string | null = AI_KEY,
): Promise<void> {
  const result = await stack.call('saveAiKey', { provider, apiKey }, admin);
  if (!result.ok) throw new Error(`the key was not saved: ${result.details?.reason ?? result.status}`);
}
