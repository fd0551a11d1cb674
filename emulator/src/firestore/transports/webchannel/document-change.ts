import type { Database } from '../../engine/types.ts';
import type { DocumentEvent } from '../../operations/listen.ts';
import { jsonDialect } from '../codec/dialect.ts';
import { encodeOnce } from '../codec/encode-once.ts';
import { writeDocument } from '../codec/write-document.ts';

const documentText = encodeOnce((document, database) =>
  JSON.stringify(writeDocument(document, database, jsonDialect)),
);

/** A google.firestore.v1.ListenResponse with a `document_change`, as JSON text. */
export function documentChangeText(event: DocumentEvent, database: Database): string {
  const document = documentText(event.document, database);
  const targetIds = JSON.stringify(event.targetIds);
  const removedTargetIds = JSON.stringify(event.removedTargetIds);
  return `{"documentChange":{"document":${document},"targetIds":${targetIds},"removedTargetIds":${removedTargetIds}}}`;
}
