import { StatusError } from '../../../shared/status.ts';
import { project } from '../../engine/query.ts';
import type { Document } from '../../engine/types.ts';
import { batchWrite } from '../../operations/batch-write.ts';
import { commit } from '../../operations/commit.ts';
import { createDocument, deleteDocument, updateDocument } from '../../operations/single-document.ts';
import { listField, messageField, stringField } from '../codec/message.ts';
import { readMask } from '../codec/read-query.ts';
import { parseDocumentName, parseParentName } from '../codec/resource-name.ts';
import { readPrecondition, readWrites } from '../codec/read-write.ts';
import { writeDocument, writeStatus, writeWriteResult } from '../codec/write-document.ts';
import type { Call, UnaryMethod } from './method.ts';

/** Everything that changes documents but for the Write stream. */
export const writeMethods: {
  Commit: UnaryMethod;
  BatchWrite: UnaryMethod;
  CreateDocument: UnaryMethod;
  UpdateDocument: UnaryMethod;
  DeleteDocument: UnaryMethod;
} = {
  async Commit({ context, message, dialect }) {
    const writes = readWrites(listField(message, 'writes'), context.database, dialect);
    const transaction = dialect.readToken(message['transaction']);
    const { commitTime, results } = await commit(context, {
      writes,
      ...(transaction !== '' && { transaction }),
    });
    return { writeResults: results.map((result) => writeWriteResult(result, dialect)), commitTime };
  },

  async BatchWrite({ context, message, dialect }) {
    const writes = readWrites(listField(message, 'writes'), context.database, dialect);
    const results = await batchWrite(context, writes);
    return {
      writeResults: results.map((result) =>
        result instanceof Error ? {} : writeWriteResult(result, dialect),
      ),
      status: results.map((result) => {
        if (!(result instanceof Error)) return { code: 0 };
        return writeStatus(result instanceof StatusError ? result.status : 'INTERNAL', result.message);
      }),
    };
  },

  async CreateDocument(call) {
    const { context, message, dialect } = call;
    const parent = parseParentName(stringField(message, 'parent'), context.database);
    const collectionId = stringField(message, 'collectionId');
    const document = await createDocument(context, {
      collectionPath: parent === '' ? collectionId : `${parent}/${collectionId}`,
      documentId: stringField(message, 'documentId'),
      fields: dialect.readFields((messageField(message, 'document') ?? {})['fields'] ?? {}),
    });
    return answer(document, call);
  },

  async UpdateDocument(call) {
    const { context, message, dialect } = call;
    const sent = messageField(message, 'document') ?? {};
    const mask = messageField(message, 'updateMask');
    const condition = messageField(message, 'currentDocument');
    const precondition = condition && readPrecondition(condition, dialect);
    const document = await updateDocument(context, {
      path: parseDocumentName(stringField(sent, 'name'), context.database),
      fields: dialect.readFields(sent['fields']),
      ...(mask && { mask: readMask(mask) }),
      ...(precondition && { precondition }),
    });
    return answer(document, call);
  },

  async DeleteDocument({ context, message, dialect }) {
    const condition = messageField(message, 'currentDocument');
    const precondition = condition && readPrecondition(condition, dialect);
    await deleteDocument(context, {
      path: parseDocumentName(stringField(message, 'name'), context.database),
      ...(precondition && { precondition }),
    });
    return {};
  },
};

function answer(document: Document, { context, message, dialect }: Call): object {
  const mask = messageField(message, 'mask');
  return writeDocument(project(document, mask && readMask(mask)), context.database, dialect);
}
