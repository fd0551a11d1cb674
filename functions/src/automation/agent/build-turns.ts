import type { AiPart, AiTurn } from '../../ai/provider.ts';
import type { Dialogue, Line } from './lines.ts';
import { describeFile } from './pick-files.ts';

/** What the model learns of the customer: no number, no address, no note, no field. */
export interface CustomerFacts {
  name: string;
  channel: string;
  /** Whether people are there; null: not known. */
  isOpen: boolean | null;
}

/** A piece of published knowledge. */
export interface GivenPassage {
  documentName: string;
  text: string;
}

/** Files that are given whole, by their path. */
export type GivenFiles = ReadonlyMap<string, { mimeType: string; data: string }>;

const NAME_CHARACTERS = 120;

/**
 * The dialogue as the model takes it: first the data, then what was said. It begins and ends with the customer, and the
 * speakers take turns.
 */
export function buildTurns(input: {
  customer: CustomerFacts;
  passages: GivenPassage[];
  dialogue: Dialogue;
  files: GivenFiles;
}): AiTurn[] {
  const { customer, passages, dialogue, files } = input;
  const data = [
    dataBlock('customer', { ...customer, name: customer.name.slice(0, NAME_CHARACTERS).toWellFormed() }),
    dataBlock(
      'knowledge',
      passages.map(({ documentName, text }) => ({ document: documentName, text })),
    ),
  ].join('\n');
  const turns: AiTurn[] = [{ role: 'customer', parts: [{ type: 'text', text: data }] }];
  for (const line of [...dialogue.earlier, ...dialogue.waiting]) {
    const last = turns.at(-1);
    const parts = partsOf(line, files);
    if (last?.role === line.from) last.parts.push(...parts);
    else turns.push({ role: line.from, parts });
  }
  return turns;
}

/** JSON whose angle brackets are escaped: no value can end the block or begin another. */
function dataBlock(name: string, value: unknown): string {
  const json = JSON.stringify(value).replace(/[<>\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return `<<<DATA ${name}\n${json}\nDATA>>>`;
}

function partsOf(line: Line, files: GivenFiles): AiPart[] {
  const given = line.media.flatMap(({ path }) => {
    const file = path === null ? undefined : files.get(path);
    return file === undefined ? [] : [{ type: 'file' as const, ...file }];
  });
  const described = line.media.filter(({ path }) => path === null || !files.has(path)).map(describeFile);
  const text = [line.text, ...described].filter((piece) => piece !== '').join('\n');
  const parts: AiPart[] = text === '' ? [] : [{ type: 'text', text: withoutMarkers(text) }];
  return [...parts, ...given];
}

/** A message cannot look like the beginning or end of data. */
function withoutMarkers(text: string): string {
  return text.replace(/<{2,}/g, '‹‹').replace(/>{2,}/g, '››');
}
