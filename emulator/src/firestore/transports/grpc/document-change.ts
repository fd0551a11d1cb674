import protobuf, { type Writer } from 'protobufjs';

import type { Database } from '../../engine/types.ts';
import type { DocumentEvent } from '../../operations/listen.ts';
import { encodeOnce } from '../codec/encode-once.ts';
import { documentName } from '../codec/resource-name.ts';
import { writeDocument } from './value-codec.ts';

/** A google.firestore.v1.DocumentChange whose document is protobuf bytes already. */
interface EncodedDocumentChange {
  document: Uint8Array;
  targetIds: number[];
  removedTargetIds: number[];
}

const documentBytes = encodeOnce((document, database) =>
  writeDocument(
    { ...document, name: documentName(document.path, database) },
    protobuf.Writer.create(),
  ).finish(),
);

/** A google.firestore.v1.ListenResponse with a `document_change`. */
export function documentChangeResponse(
  event: DocumentEvent,
  database: Database,
): { documentChange: EncodedDocumentChange } {
  const { targetIds, removedTargetIds } = event;
  return {
    documentChange: { document: documentBytes(event.document, database), targetIds, removedTargetIds },
  };
}

/** Field numbers are those of google/firestore/v1/write.proto. */
export function writeDocumentChange(change: EncodedDocumentChange, writer: Writer): Writer {
  writer.uint32(10).bytes(change.document);
  writeIds(change.targetIds, writer, 5);
  writeIds(change.removedTargetIds, writer, 6);
  return writer;
}

function writeIds(ids: readonly number[], writer: Writer, fieldNumber: number): void {
  if (ids.length === 0) return;
  const packed = writer.uint32((fieldNumber << 3) | 2).fork();
  for (const id of ids) packed.int32(id);
  packed.ldelim();
}
