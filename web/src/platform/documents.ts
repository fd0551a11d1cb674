import {
  doc,
  onSnapshot,
  type DocumentSnapshot,
  type Query,
  type QueryDocumentSnapshot,
  type QuerySnapshot,
} from 'firebase/firestore';
import type * as z from 'zod/mini';
import { AppError, toAppError } from './app-error.ts';
import { firestore } from './firebase.ts';
import type { LiveUnit } from './live-query.ts';

/** A document's data with its id. */
export type Stored<Data> = Data & { id: string };

/**
 * Listens to one document; `null` while it does not exist.
 *
 * @param options.isFromServer leaves out what the SDK still holds from an earlier listener, where acting on what is past
 *   would do harm.
 */
export function documentUnit<Data>(
  path: string,
  schema: z.ZodMiniType<Data>,
  { isFromServer = false }: { isFromServer?: boolean } = {},
): LiveUnit<Stored<Data> | null> {
  return {
    queryKey: ['document', path],
    listen: ({ next, fail }) => {
      let told: string | null = null;
      return onSnapshot(
        doc(firestore(), path),
        // That the server confirms what is known already, a missing document too, is a change of the metadata alone.
        { includeMetadataChanges: true },
        (snapshot) => {
          // Without a connection an unknown document looks missing: say nothing until the server has answered.
          if (snapshot.metadata.fromCache && (isFromServer || !snapshot.exists())) return;
          const parsed = parseDocument(snapshot, schema);
          if (parsed instanceof AppError) return fail(parsed);
          const content = JSON.stringify(parsed);
          if (content === told) return;
          told = content;
          next(() => parsed);
        },
        (error) => fail(toAppError(error)),
      );
    },
  };
}

/**
 * Listens to a query. `apply` builds the cached value from the documents in order; a document that does not fit its
 * schema is reported to the console and left out, so that one bad row never hides the others.
 */
export function listenToQuery<Data>(
  query: Query,
  schema: z.ZodMiniType<Data>,
  onDocuments: (documents: Stored<Data>[]) => void,
  onError: (error: AppError) => void,
): () => void {
  // A row that has not changed stays the same object, so that a list of memoised rows renders the changed ones only.
  const known = new Map<string, Stored<Data>>();
  let isTold = false;
  return onSnapshot(
    query,
    // That the server confirms an empty result is a change of the metadata alone.
    { includeMetadataChanges: true },
    (snapshot) => {
      const changes = snapshot.docChanges();
      for (const { type, doc: changed } of changes) {
        known.delete(changed.id);
        if (type === 'removed') continue;
        const parsed = parseExisting(changed, schema);
        if (parsed instanceof AppError) reportError(parsed);
        else known.set(changed.id, parsed);
      }
      // Until the server has answered, the result is what other listeners happen to hold of it; without a connection an
      // unknown one looks empty. Neither is told.
      const isUnsure = snapshot.metadata.fromCache && (!isTold || snapshot.empty);
      if (isUnsure) isTold = false;
      if (isUnsure || (isTold && changes.length === 0)) return;
      isTold = true;
      onDocuments(snapshot.docs.flatMap(({ id }) => known.get(id) ?? []));
    },
    (error) => onError(toAppError(error)),
  );
}

export function readDocuments<Data>(snapshot: QuerySnapshot, schema: z.ZodMiniType<Data>): Stored<Data>[] {
  return snapshot.docs.flatMap((document) => {
    const parsed = parseExisting(document, schema);
    if (!(parsed instanceof AppError)) return [parsed];
    reportError(parsed);
    return [];
  });
}

function parseDocument<Data>(
  snapshot: DocumentSnapshot,
  schema: z.ZodMiniType<Data>,
): Stored<Data> | null | AppError {
  return snapshot.exists() ? parseExisting(snapshot, schema) : null;
}

function parseExisting<Data>(
  snapshot: QueryDocumentSnapshot,
  schema: z.ZodMiniType<Data>,
): Stored<Data> | AppError {
  const parsed = schema.safeParse(snapshot.data());
  if (!parsed.success)
    return new AppError('data-loss', null, new Error(snapshot.ref.path, { cause: parsed.error }));
  return { ...parsed.data, id: snapshot.id };
}
