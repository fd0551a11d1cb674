import type { WriteStreamReply } from '../../operations/write-stream.ts';
import type { Dialect } from './dialect.ts';
import { writeWriteResult } from './write-document.ts';

/** google.firestore.v1.WriteResponse. The stream token must be in every one of them. */
export function writeWriteResponse(reply: WriteStreamReply, dialect: Dialect): object {
  const { streamId, streamToken, commit } = reply;
  return {
    streamId,
    streamToken: dialect.writeToken(streamToken),
    ...(commit && {
      writeResults: commit.results.map((result) => writeWriteResult(result, dialect)),
      commitTime: commit.commitTime,
    }),
  };
}
