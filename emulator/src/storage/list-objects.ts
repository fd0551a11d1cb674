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
  const after = query.pageToken === null ? null : Buffer.from(query.pageToken, 'base64url').toString('utf8');
  const page: ListPage = { names: [], prefixes: [], nextPageToken: null };
  let last = after;
  let isPast = after === null;
  for (const name of sortedNames) {
    if (!isPast) {
      // Everything up to the last entry of the page before, and all that it folded.
      if (!isAfter(name, after ?? '', delimiter)) continue;
      isPast = true;
    }
    if (!name.startsWith(prefix) || !isWithin(name, query)) continue;
    const end = delimiter === '' ? -1 : name.indexOf(delimiter, prefix.length);
    const entry = end < 0 ? name : name.slice(0, end + delimiter.length);
    if (end >= 0 && entry === last) continue;
    if (page.names.length + page.prefixes.length === maxResults) {
      page.nextPageToken = Buffer.from(last ?? '').toString('base64url');
      return page;
    }
    if (end < 0) page.names.push(name);
    else page.prefixes.push(entry);
    last = entry;
  }
  return page;
}

function isAfter(name: string, last: string, delimiter: string): boolean {
  if (delimiter !== '' && last.endsWith(delimiter) && name.startsWith(last)) return false;
  return Buffer.compare(Buffer.from(name), Buffer.from(last)) > 0;
}

function isWithin(name: string, { startOffset, endOffset }: ListQuery): boolean {
  return (startOffset === '' || name >= startOffset) && (endOffset === '' || name < endOffset);
}
