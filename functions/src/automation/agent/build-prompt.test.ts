import { describe, expect, it } from 'vitest';
import { aiAgent } from '../../testing/assistants.ts';
import { buildPrompt, type PromptFacts } from './build-prompt.ts';

const facts: PromptFacts = {
  assistantName: 'Lola',
  companyName: 'Zapatos',
  channel: 'twilio_sms',
  date: '2026-11-21',
  time: '14:05',
};

describe('the prompt', () => {
  it("holds the company's words as they stand, names filled in", () => {
    const systemPrompt =
      '  You sell shoes at {{company}} (`${secret}` stays, so does {{unknown}}).\n# Be brief';
    const { system } = buildPrompt(aiAgent({ systemPrompt }), facts);
    expect(system).toContain(
      '  You sell shoes at Zapatos (`${secret}` stays, so does {{unknown}}).\n# Be brief',
    );
    expect(system).toContain('Today is 2026-11-21, it is 14:05.');
  });

  it("points to the customer's name and never holds it", () => {
    const { system } = buildPrompt(aiAgent({ systemPrompt: 'Greet {{name}}.' }), facts);
    expect(system).toContain('Greet the customer (name in the customer data).');
  });

  it('keeps its order: the rules come last', () => {
    const agent = aiAgent({
      languages: ['es', 'en'],
      refusedTopics: ['politics'],
      examples: [{ question: 'Hola', answer: '¡Hola! ¿Qué talla buscas?' }],
    });
    const { system, secret } = buildPrompt(agent, facts);
    expect(system.match(/^# .*$/gm)).toEqual([
      '# Who you are',
      '# Instructions of the company',
      '# Languages',
      '# How the company sounds',
      '# Topics you do not speak about',
      '# Rules',
    ]);
    expect(system).toContain('es, en');
    expect(secret).toContain('politics');
    expect(secret).not.toContain('¿Qué talla buscas?');
  });

  it('leaves out what is empty', () => {
    const { system } = buildPrompt(aiAgent({ systemPrompt: ' ' }), facts);
    expect(system).not.toContain('Instructions of the company\n');
    expect(system).toContain('Answer in the language of the customer.');
  });
});
