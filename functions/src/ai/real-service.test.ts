import { expect, it } from 'vitest';
import { AI_MODELS } from '#contracts/ai-models.ts';
import type { AiProviderId } from '#contracts/automation.ts';
import { createGemini } from './gemini.ts';
import { createOpenai } from './openai.ts';
import type { AiProvider } from './provider.ts';

const SERVICES: { provider: AiProviderId; variable: string; create: (apiKey: string) => AiProvider }[] = [
  { provider: 'gemini', variable: 'COLIBRI_GEMINI_API_KEY', create: (apiKey) => createGemini(apiKey, null) },
  { provider: 'openai', variable: 'COLIBRI_OPENAI_API_KEY', create: (apiKey) => createOpenai(apiKey, null) },
];

/** Costs a fraction of a cent, hence only where somebody has given a key for it. */
it.for(SERVICES)(
  'the real $provider answers, embeds and knows its key',
  async ({ provider, variable, create }, { skip }) => {
    const apiKey = process.env[variable];
    if (apiKey === undefined || apiKey === '') return skip(`${variable} is not set: nothing to ask with`);
    const service = create(apiKey);
    expect(await service.checkKey(20_000)).toEqual({ outcome: 'accepted' });
    const answer = await service.complete({
      model: AI_MODELS[provider][0]?.id ?? '',
      system: 'Answer in one short sentence.',
      turns: [{ role: 'customer', parts: [{ type: 'text', text: 'Which bird hovers in the air?' }] }],
      temperature: 1,
      maxOutputTokens: 200,
      responseSchema: {
        type: 'object',
        properties: { answer: { type: 'string' }, isSure: { type: 'boolean' } },
        required: ['answer', 'isSure'],
      },
      timeoutMs: 30_000,
    });
    expect(answer).toMatchObject({ outcome: 'answered', json: { answer: expect.any(String) } });
    const texts = ['We open at nine.', 'A parcel costs ten dollars.'];
    expect(await service.embed({ texts, purpose: 'document', timeoutMs: 20_000 })).toMatchObject({
      outcome: 'embedded',
    });
    expect(await create(`${apiKey}x`).checkKey(20_000)).toEqual({
      outcome: 'failed',
      failure: 'key-refused',
    });
  },
);
