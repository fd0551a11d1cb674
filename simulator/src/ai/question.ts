import type { JsonSchema } from './json-schema.ts';

/** A request for an answer, whichever provider's words it came in. */
export interface Question {
  model: string;
  system: string;
  turns: { role: 'customer' | 'assistant'; text: string; files: { mimeType: string; bytes: number }[] }[];
  /** Null: any text will do. */
  schema: JsonSchema | null;
  temperature: number | null;
  maxOutputTokens: number | null;
}

/** The text that the customer wrote last. */
export function lastCustomerText({ turns }: Question): string {
  return turns.findLast(({ role }) => role === 'customer')?.text ?? '';
}

/** Four characters make a token here; real ones differ by language and model. */
export function countTokens(text: string): number {
  return Math.ceil(text.length / 4);
}

export function questionTokens({ system, turns }: Question): number {
  const files = turns.flatMap((turn) => turn.files).length;
  return countTokens(system) + turns.reduce((total, { text }) => total + countTokens(text), 0) + files * 258;
}
