import { lastCustomerText, type Question } from './question.ts';
import { wordsOf } from './words.ts';

/** What a model says that knows nothing but the passages it was given. */
interface KnownAnswer {
  outcome: 'answer' | 'no_answer' | 'hand_over';
  text: string;
}

/** Data that stands in the customer's turns: it is no question. */
const DATA = /<<<DATA (\w+)\n([\s\S]*?)\nDATA>>>/g;

/** Words that tell the language of a question and nothing of what it is about. */
const SMALL_WORDS = {
  en: 'the and are you your our can could have has does did what when where which how much many with for from about this that there they will would please hello thanks get want need long take after some any not',
  es: 'los las una unos unas que cual cuales cuando donde como cuanto cuanta cuantos cuantas tiene tienen tengo puedo puede pueden por para con del este esta estos hay hola gracias quiero quisiera son mas muy sus mis pero usted ustedes',
  'pt-BR':
    'uma uns umas que qual quais quando onde como quanto quanta quantos quantas tem voces voce posso pode podem por para com dos das esse essa este esta ola obrigado obrigada quero queria sao mais muito seus meus mas tenho depois',
} as const;
type Language = keyof typeof SMALL_WORDS;

const SMALL = new Map(
  Object.entries(SMALL_WORDS).map(([language, words]) => [language, new Set(words.split(' '))]),
);

/** A word of the heading, or two of the text: one word alone is shared by chance. */
const LEAST_SCORE = 2;

/** The customer wants a person; whatever its case and accents. */
const WANTS_PERSON =
  /\b(?:(?:a|real|una|uma) (?:person|persona|pessoa)|humans?|humanos?|humana|agent|agente|asesora?|atendente|(?:talk|speak|hablar|falar) (?:to|with|con|com) (?:someone|somebody|alguien|alguem))\b/;

const SAYINGS: Record<Language, { handOver: string; noAnswer: string }> = {
  en: {
    handOver: 'Of course, I will call a colleague.',
    noAnswer: 'I am sorry, I do not know that.',
  },
  es: {
    handOver: 'Claro, llamo a una persona del equipo.',
    noAnswer: 'Lo siento, eso no lo sé.',
  },
  'pt-BR': {
    handOver: 'Claro, vou chamar uma pessoa da equipe.',
    noAnswer: 'Sinto muito, isso eu não sei.',
  },
};

/**
 * Answers as a model would that understands nothing: with the passage of the knowledge that shares most words with the
 * question, in the words in which it stands there. The words of the passages' headings count twice.
 */
export function answerFromKnowledge(question: Question): KnownAnswer {
  const asked = lastCustomerText(question).replace(DATA, ' ').trim();
  const words = wordsOf(asked);
  const sayings = SAYINGS[languageOf(words)];
  if (WANTS_PERSON.test(words.join(' '))) return { outcome: 'hand_over', text: sayings.handOver };
  const stems = new Set(words.filter(isTelling).map(stemOf));
  const [best] = passagesIn(question)
    .map((text) => ({ text, score: scoreOf(text, stems) }))
    .filter(({ score }) => score >= LEAST_SCORE)
    .toSorted((a, b) => b.score - a.score);
  return best === undefined
    ? { outcome: 'no_answer', text: sayings.noAnswer }
    : { outcome: 'answer', text: splitHeading(best.text).body };
}

function passagesIn({ turns }: Question): string[] {
  return turns
    .flatMap(({ text }) => [...text.matchAll(DATA)])
    .filter(([, name]) => name === 'knowledge')
    .flatMap(([, , json = '[]']) => {
      const list: unknown = JSON.parse(json);
      return Array.isArray(list) ? list.map((item: unknown) => textOf(item)) : [];
    })
    .filter((text) => text !== '');
}

function textOf(item: unknown): string {
  const text: unknown = typeof item === 'object' && item !== null ? Reflect.get(item, 'text') : null;
  return typeof text === 'string' ? text : '';
}

function scoreOf(passage: string, stems: ReadonlySet<string>): number {
  const { heading, body } = splitHeading(passage);
  const shared = (text: string): number =>
    new Set(
      wordsOf(text)
        .map(stemOf)
        .filter((stem) => stems.has(stem)),
    ).size;
  return 2 * shared(heading) + shared(body);
}

/** A passage begins with the headings that it stands under, or with the question that it answers. */
function splitHeading(passage: string): { heading: string; body: string } {
  const [first = '', ...rest] = passage.split('\n\n');
  if (rest.length === 0 || /[.!:]$/.test(first)) return { heading: '', body: passage };
  return { heading: first, body: rest.join('\n\n') };
}

function languageOf(words: string[]): Language {
  const count = (language: Language): number => words.filter((word) => SMALL.get(language)?.has(word)).length;
  const counts = { en: count('en'), es: count('es'), 'pt-BR': count('pt-BR') };
  if (counts.en >= counts.es && counts.en >= counts['pt-BR']) return 'en';
  return counts['pt-BR'] > counts.es ? 'pt-BR' : 'es';
}

function isTelling(word: string): boolean {
  return word.length >= 3 && ![...SMALL.values()].some((words) => words.has(word));
}

/** Enough of a word to know it in the plural and in most of its forms. */
function stemOf(word: string): string {
  return word.replace(/s$/, '').slice(0, 6);
}
