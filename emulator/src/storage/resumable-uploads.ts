import { randomUUID } from 'node:crypto';
import type { Clock } from '../shared/clock.ts';
import type { BlobStore, BlobWriter } from './blob-store.ts';
import type { AttributesPatch } from './attributes.ts';
import type { StorageState, UploadTarget } from './storage-state.ts';
import type { StoredObject } from './stored-object.ts';
import { badRequest, StorageError } from './storage-error.ts';

/**
 * An upload that comes in several requests.
 *
 *     active --finalize--> final (an object, or the refusal that the sender gets again when it asks again)
 *        \--cancel--> gone
 */
export interface ResumableUpload {
  readonly uploadId: string;
  readonly target: UploadTarget;
  /** Size that the sender announced; null if it did not. */
  readonly announcedBytes: number | null;
  readonly startedAtMs: number;
  writer: BlobWriter;
  outcome: { object: StoredObject } | { error: unknown } | null;
  /** Requests of one upload run one after the other. */
  tail: Promise<unknown>;
}

/** Unfinished ones are forgotten after this time. */
const LIFETIME_MS = 7 * 24 * 60 * 60_000;

/** Uploads in progress. They do not outlive the process: the SDKs then begin again. */
export class ResumableUploads {
  readonly #state: StorageState;
  readonly #blobs: BlobStore;
  readonly #clock: Clock;
  readonly #uploads = new Map<string, ResumableUpload>();

  constructor(state: StorageState, clock: Clock) {
    this.#state = state;
    this.#blobs = state.blobs;
    this.#clock = clock;
  }

  async start(target: UploadTarget, announcedBytes: number | null): Promise<ResumableUpload> {
    await this.#forgetOld();
    const upload: ResumableUpload = {
      uploadId: randomUUID(),
      target,
      announcedBytes,
      startedAtMs: this.#clock.now(),
      writer: await this.#blobs.create(),
      outcome: null,
      tail: Promise.resolve(),
    };
    this.#uploads.set(upload.uploadId, upload);
    return upload;
  }

  /** Refuses with 404 an unknown upload, cancelled or of an earlier process. */
  get(uploadId: string | null): ResumableUpload {
    const upload = this.#uploads.get(uploadId ?? '');
    if (!upload) throw new StorageError(404, 'notFound', 'There is no such upload.');
    return upload;
  }

  /**
   * Appends bytes that begin at `offset`; those already here are skipped. When the sender breaks off, what came
   * until then is kept and it can go on from there. Refuses with 400 a gap.
   */
  append(upload: ResumableUpload, offset: number, bytes: AsyncIterable<Buffer>): Promise<void> {
    return this.#inTurn(upload, async () => {
      if (upload.outcome !== null) throw badRequest('The upload is already final.');
      const { writer } = upload;
      if (offset > writer.sizeBytes) {
        throw badRequest(`Bytes from ${writer.sizeBytes} are missing before offset ${offset}.`);
      }
      let skip = writer.sizeBytes - offset;
      for await (const chunk of bytes) {
        const fresh = chunk.subarray(Math.min(skip, chunk.length));
        skip -= chunk.length - fresh.length;
        if (fresh.length > 0) await writer.append(fresh);
      }
    });
  }

  /** Makes the object, once: a repeated request gets the same answer. `hashes` are checked against the bytes. */
  finalize(upload: ResumableUpload, hashes: AttributesPatch = {}): Promise<StoredObject> {
    return this.#inTurn(upload, async () => {
      if (upload.outcome === null) {
        const target = { ...upload.target, attributes: { ...upload.target.attributes, ...hashes } };
        try {
          upload.outcome = { object: await this.#state.finishUpload(target, upload.writer) };
        } catch (error) {
          upload.outcome = { error };
        }
      }
      if ('error' in upload.outcome) throw upload.outcome.error;
      return upload.outcome.object;
    });
  }

  /** Throws the bytes away. Refuses with 400 what is already an object. */
  cancel(upload: ResumableUpload): Promise<void> {
    return this.#inTurn(upload, async () => {
      if (upload.outcome !== null) throw badRequest('The upload is already final.');
      this.#uploads.delete(upload.uploadId);
      await upload.writer.discard();
    });
  }

  async reset(): Promise<void> {
    const uploads = [...this.#uploads.values()];
    this.#uploads.clear();
    await Promise.all(uploads.map((upload) => discardUnfinished(upload)));
  }

  #inTurn<Result>(upload: ResumableUpload, step: () => Promise<Result>): Promise<Result> {
    const run = upload.tail.then(step);
    // The next request waits for this one; whether it failed is told to whoever sent it.
    upload.tail = run.then(
      () => undefined,
      () => undefined,
    );
    return run;
  }

  async #forgetOld(): Promise<void> {
    const nowMs = this.#clock.now();
    for (const upload of this.#uploads.values()) {
      if (nowMs - upload.startedAtMs <= LIFETIME_MS) continue;
      this.#uploads.delete(upload.uploadId);
      await discardUnfinished(upload);
    }
  }
}

async function discardUnfinished(upload: ResumableUpload): Promise<void> {
  await upload.tail;
  if (upload.outcome === null) await upload.writer.discard();
}
