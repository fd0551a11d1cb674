import { exportedAssistantSchema, type ExportedAssistant } from '#contracts/callables/automation.ts';
import { saveFile } from '../../platform/save-file.ts';

/** Larger than any assistant with all its knowledge; more is no file of ours. */
const MOST_BYTES = 60 * 1024 * 1024;

type ReadFile =
  | { type: 'assistant'; file: ExportedAssistant }
  /** Not JSON at all. */
  | { type: 'not-json' }
  /** JSON, but not an assistant. */
  | { type: 'not-ours' }
  /** Of a later version of the format. */
  | { type: 'newer' }
  /** An assistant with something at `field` that is not right. */
  | { type: 'invalid'; field: string }
  | { type: 'too-large' };

/** Reads the text of an exported assistant; says in which way it is none. */
export function readAssistantFile(text: string): ReadFile {
  if (text.length > MOST_BYTES) return { type: 'too-large' };
  const value = parseJson(text);
  if (value === undefined) return { type: 'not-json' };
  if (typeof value !== 'object' || value === null || !('format' in value)) return { type: 'not-ours' };
  if (value.format !== 'colibri.assistant') return { type: 'not-ours' };
  if ('version' in value && typeof value.version === 'number' && value.version > 1) return { type: 'newer' };
  const parsed = exportedAssistantSchema.safeParse(value);
  if (parsed.success) return { type: 'assistant', file: parsed.data };
  return { type: 'invalid', field: parsed.error.issues[0]?.path.map(String).join('.') ?? '' };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What an exported file is called: the name in plain letters. */
export function assistantFileName(name: string): string {
  const plain = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-zA-Z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .toLowerCase();
  return `${plain || 'assistant'}.json`;
}

/** Gives a file to the browser's downloads. */
export function downloadJson(name: string, value: unknown): void {
  saveFile(name, new Blob([JSON.stringify(value, null, 2)], { type: 'application/json' }));
}
