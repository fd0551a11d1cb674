import { STATUS } from '../../../shared/status.ts';
import type { Database, Document, WriteResult } from '../../engine/types.ts';
import type { Dialect } from './dialect.ts';
import { documentName } from './resource-name.ts';

/** google.firestore.v1.Document. */
export function writeDocument(document: Document, database: Database, dialect: Dialect): object {
  return {
    name: documentName(document.path, database),
    fields: dialect.writeFields(document.fields),
    createTime: document.createTime,
    updateTime: document.updateTime,
  };
}

/** google.firestore.v1.WriteResult. */
export function writeWriteResult(result: WriteResult, dialect: Dialect): object {
  const { updateTime, transformResults } = result;
  return transformResults.length === 0
    ? { updateTime }
    : { updateTime, transformResults: transformResults.map((value) => dialect.writeValue(value)) };
}

/** google.rpc.Status, whose code is a number in every encoding. */
export function writeStatus(status: keyof typeof STATUS, message: string): object {
  return { code: STATUS[status].grpc, message };
}
