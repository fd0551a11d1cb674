import { badRequest } from './storage-error.ts';

/** One page of a list: what is directly there, and the "folders" below. */
export interface ListPage {
  names: string[];
  prefixes: string[];
  nextPageToken: string | null;
}

export interface ListQuery {
  prefix: string;
  delimiter: string;
  /** Names from here on; an empty text for all. */
  startOffset: string;
  /** Names before this; an empty text for all. */
  endOffset: string;
  pageToken: string | null;
  maxResults: number;
}

/**
 * Lists names that begin with a prefix; those with the delimiter after it are folded into prefixes.
 * @param sortedNames all names of the bucket in order
 */
export function listObjects(sortedNames: readonly string[], query: ListQuery): ListPage {
  const { prefix, delimiter, maxResults } = query;
  const page: ListPage = { names: [], prefixes: [], nextPageToken: null };
  const after = query.pageToken === null ? null : parseToken(query.pageToken);
  let last: Entry | null = null;
  for (const name of sortedNames) {
    if (!name.startsWith(prefix) || !isWithin(name, query)) continue;
    if (after !== null && !isAfter(name, after)) continue;
    const end = delimiter === '' ? -1 : name.indexOf(delimiter, prefix.length);
    const entry: Entry =
      end < 0
        ? { kind: 'name', text: name }
        : { kind: 'prefix', text: name.slice(0, end + delimiter.length) };
    if (entry.kind === 'prefix' && entry.text === last?.text) continue;
    if (page.names.length + page.prefixes.length >= maxResults) {
      page.nextPageToken = last === null ? null : formatToken(last);
      return page;
    }
    (entry.kind === 'name' ? page.names : page.prefixes).push(entry.text);
    last = entry;
  }
  return page;
}

interface Entry {
  kind: 'name' | 'prefix';
  text: string;
}

/** A token says what the page before ended with. */
function formatToken({ kind, text }: Entry): string {
  return Buffer.from(`${kind}:${text}`).toString('base64url');
}

function parseToken(token: string): Entry {
  const match = /^(name|prefix):(.*)$/s.exec(Buffer.from(token, 'base64url').toString('utf8'));
  if (!match) throw badRequest('Invalid pageToken.');
  return { kind: match[1] === 'name' ? 'name' : 'prefix', text: match[2] ?? '' };
}

function isAfter(name: string, { kind, text }: Entry): boolean {
  if (kind === 'prefix' && name.startsWith(text)) return false;
  return Buffer.compare(Buffer.from(name), Buffer.from(text)) > 0;
}

function isWithin(name: string, { startOffset, endOffset }: ListQuery): boolean {
  return (startOffset === '' || name >= startOffset) && (endOffset === '' || name < endOffset);
}
