import type { Database, Document } from '../../engine/types.ts';

type Encode<Encoded> = (document: Document, database: Database) => Encoded;

/**
 * Makes an encoder that many listeners share: a commit tells all of them in one turn of the event loop, so what was
 * encoded for one serves the others. It is forgotten with the turn; kept as long as the documents it would double
 * their memory.
 */
export function encodeOnce<Encoded>(encode: Encode<Encoded>): Encode<Encoded> {
  // A document object belongs to one database, so it is key enough.
  const encoded = new Map<Document, Encoded>();
  return (document, database) => {
    const known = encoded.get(document);
    if (known !== undefined) return known;
    if (encoded.size === 0) setImmediate(() => encoded.clear());
    const fresh = encode(document, database);
    encoded.set(document, fresh);
    return fresh;
  };
}
