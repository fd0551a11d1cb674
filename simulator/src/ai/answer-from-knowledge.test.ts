import { expect, test } from 'vitest';
import { answerFromKnowledge } from './answer-from-knowledge.ts';

const PASSAGES = [
  'Opening hours of the shops\n\nOur shops are open every day from 9:00 to 20:00.',
  'Return shoes\n\nYou can return shoes within 30 days, unworn and in their box.',
  'Devoluciones\n\nPuedes devolver los zapatos en 30 días, sin usar.',
  'Do you wrap gifts?\n\nYes, for 30 pesos.',
];

function ask(text: string, passages = PASSAGES) {
  const data = JSON.stringify(passages.map((each) => ({ document: 'Handbook', text: each })));
  return answerFromKnowledge({
    model: 'any',
    system: 'Speak about the hours.',
    turns: [
      { role: 'customer', text: `<<<DATA knowledge\n${data}\nDATA>>>\nGood morning`, files: [] },
      { role: 'assistant', text: 'Hello.', files: [] },
      { role: 'customer', text, files: [] },
    ],
    schema: null,
    temperature: null,
    maxOutputTokens: null,
  });
}

test.each([
  ['When are you open? What are your hours?', 'Our shops are open every day from 9:00 to 20:00.'],
  ['How do I RETURN my shoes?', 'You can return shoes within 30 days, unworn and in their box.'],
  ['¿Cómo hago una devolucion?', 'Puedes devolver los zapatos en 30 días, sin usar.'],
  ['Can you wrap it as a gift?', 'Yes, for 30 pesos.'],
])('answers “%s” with the passage that shares most words, without its heading', (question, text) => {
  expect(ask(question)).toEqual({ outcome: 'answer', text });
});

test.each([
  ['Do you sell umbrellas?', 'I am sorry, I do not know that.'],
  ['¿Cuándo tienen paraguas?', 'Lo siento, eso no lo sé.'],
  ['Quando vocês têm guarda-chuva?', 'Sinto muito, isso eu não sei.'],
])('says that it knows nothing about “%s”, in the language of the question', (question, text) => {
  expect(ask(question)).toEqual({ outcome: 'no_answer', text });
});

test('knows nothing where it was given nothing', () => {
  expect(ask('When are you open? What are your hours?', [])).toMatchObject({ outcome: 'no_answer' });
});

test.each([
  'Can I talk to somebody about the shops?',
  'A real person, please',
  'Quiero hablar con una persona',
  '¿Me pasa con un asesor?',
  'Quero falar com um atendente',
])('calls a person for “%s”', (question) => {
  expect(ask(question)).toMatchObject({ outcome: 'hand_over' });
});

test('does not take every person for a wish to speak with one', () => {
  expect(ask('Do I have to return shoes in person?')).toMatchObject({ outcome: 'answer' });
});
