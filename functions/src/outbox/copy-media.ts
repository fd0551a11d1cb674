import type { Transaction } from 'firebase-admin/firestore';
import { messageSchema, type Media, type Message } from '#contracts/collections/message.ts';
import { outboxEntrySchema, type OutboxJob } from '#contracts/collections/outbox.ts';
import { paths } from '#contracts/collections/paths.ts';
import type { InboundMedia } from '#contracts/inbound.ts';
import type { ContactCard } from '#contracts/message-kinds.ts';
import { channelAdapters } from '../channels/registry.ts';
import { findChannel, openAccount } from '../connections/channel-store.ts';
import { INSPECTED_BYTES, inspectFile } from '../media/inspect-file.ts';
import { mediaPath } from '../media/store-upload.ts';
import { bucket, db } from '../platform/admin.ts';
import { now } from '../platform/clock.ts';
import { twilioApiBaseUrl } from '../platform/config.ts';
import { fetchFile } from '../platform/http/fetch-file.ts';
import { log } from '../platform/log.ts';
import { addAnswerEntry, answerEntryId } from './add-answer-entry.ts';
import type { DueEntry, JobEnding, JobOutcome } from './job.ts';
import { readVcards } from './read-vcards.ts';

/** The largest file that a channel of ours delivers (WhatsApp documents) stays below this. */
const MAX_BYTES = 25 * 1024 * 1024;
const TIMEOUT_MS = 30_000;
/** All files of one attempt: well below the function's own limit, after which a failure could not be noted. */
const ATTEMPT_MS = 120_000;

type CopyJob = Extract<OutboxJob, { type: 'copy-media' }>;

interface Copied {
  media: Media;
  contacts: ContactCard[];
  /** Why it could not be fetched this time; null where there is nothing to try again. */
  problem: string | null;
}

/**
 * Copies a message's files from the provider into Storage, where every reader is checked. What is too large or not what
 * it claims to be is refused for good. The message changes together with the entry's mark. A bot or an AI that has to
 * answer does so after the first attempt, whatever that came to: the customer does not wait for hours.
 */
export async function copyMedia({
  path: entryPath,
  companyId,
  job,
  isLast,
}: DueEntry<'copy-media'>): Promise<JobOutcome> {
  const copies = await copyAll(companyId, job, { isLast });
  const problem = copies.find((copy) => copy.problem !== null)?.problem ?? null;
  const answersAfter = job.answers ?? null;
  if (problem !== null && !isLast) {
    if (answersAfter !== null) await letAnswer(companyId, job, answersAfter);
    return { outcome: 'failed', reason: problem };
  }
  await record(entryPath, { companyId, job, copies, answersAfter, isComplete: problem === null });
  return problem === null ? { outcome: 'done' } : { outcome: 'failed', reason: problem };
}

/** Shows that none of the files came, and lets a bot or an AI answer all the same. */
export const giveUpMedia: JobEnding<'copy-media'> = ({ path: entryPath, companyId, job }) => {
  const copies = job.media.map((media) => ({
    media: failedMedia(media),
    contacts: [],
    problem: 'cut-short',
  }));
  return record(entryPath, { companyId, job, copies, answersAfter: job.answers ?? null, isComplete: false });
};

async function copyAll(companyId: string, job: CopyJob, { isLast }: { isLast: boolean }): Promise<Copied[]> {
  const deadline = now() + ATTEMPT_MS;
  const copies: Copied[] = [];
  for (const [index, media] of job.media.entries()) {
    const copy = await copyOne(companyId, job, { media, index, deadline });
    copies.push(copy);
    if (copy.problem !== null && !isLast) break; // all are tried again later
  }
  return copies;
}

async function openMedia(companyId: string, channelId: string) {
  const channel = await findChannel(companyId, channelId);
  if (channel === null) throw new Error(`channel ${channelId} is gone`);
  return channelAdapters[channel.type].mediaAccess(await openAccount(companyId, channel));
}

interface File {
  media: InboundMedia;
  index: number;
  /** When this attempt has to end, in milliseconds since the epoch. */
  deadline: number;
}

/** A fault of ours is a problem like any other: people see that the file failed, not that it is still coming. */
async function copyOne(companyId: string, job: CopyJob, file: File): Promise<Copied> {
  try {
    return await copyFile(companyId, job, file);
  } catch (error) {
    const { conversationId, messageId } = job;
    log.error('file not copied', error, { companyId, conversationId, messageId, index: file.index });
    return {
      media: failedMedia(file.media),
      contacts: [],
      problem: error instanceof Error ? error.name : 'unknown',
    };
  }
}

function failedMedia({ kind, mimeType, name }: InboundMedia): Media {
  return { kind, mimeType, name, size: null, path: null, state: 'failed' };
}

async function copyFile(companyId: string, job: CopyJob, { media, index, deadline }: File): Promise<Copied> {
  const access = await openMedia(companyId, job.channelId);
  const base = failedMedia(media);
  const fetched = await fetchFile(access.locate(media.ref), {
    allowedOrigins: access.origins,
    trustedOrigin: twilioApiBaseUrl(),
    authorization: access.authorization,
    maxBytes: MAX_BYTES,
    timeoutMs: Math.min(TIMEOUT_MS, Math.max(deadline - now(), 1)),
  });
  if (fetched.outcome === 'failed') return { media: base, contacts: [], problem: fetched.reason };
  if (fetched.outcome === 'refused')
    return { media: { ...base, state: 'refused' }, contacts: [], problem: null };
  const inspection = await inspectFile(fetched.bytes.subarray(0, INSPECTED_BYTES), media.mimeType);
  if (inspection.outcome === 'refused')
    return { media: { ...base, state: 'refused' }, contacts: [], problem: null };
  const path = mediaPath(companyId, job.conversationId, job.messageId, index);
  const { mimeType } = inspection;
  await bucket()
    .file(path)
    .save(fetched.bytes, {
      resumable: false,
      contentType: mimeType,
      metadata: { metadata: { name: media.name ?? 'file' } },
    });
  return {
    media: { ...base, mimeType, size: fetched.bytes.length, path, state: 'stored' },
    contacts: /vcard/.test(mimeType) ? readVcards(fetched.bytes.toString('utf8')) : [],
    problem: null,
  };
}

type AnswerAfter = NonNullable<CopyJob['answers']>;

interface Result {
  companyId: string;
  job: CopyJob;
  copies: Copied[];
  /** The answer that follows, unless an earlier attempt has noted it; null: none. */
  answersAfter: AnswerAfter | null;
  isComplete: boolean;
}

async function record(entryPath: string, result: Result): Promise<void> {
  const { companyId, job, copies, answersAfter, isComplete } = result;
  const { conversationId, messageId } = job;
  const messageRef = db().doc(paths.message(companyId, conversationId, messageId));
  await db().runTransaction(async (transaction) => {
    const entry = outboxEntrySchema.parse((await transaction.get(db().doc(entryPath))).data());
    if (entry.state !== 'pending') return;
    const message = messageSchema.parse((await transaction.get(messageRef)).data());
    const answer = answersAfter === null ? null : await unnoted(transaction, companyId, job, answersAfter);
    transaction.update(messageRef, { ...changeOf(message, copies) });
    if (isComplete) transaction.update(db().doc(entryPath), { state: 'done', lastError: null });
    if (answer !== null) addAnswerEntry(transaction, answer);
  });
}

/** Notes the answer while the files are still to be tried again. */
async function letAnswer(companyId: string, job: CopyJob, answersAfter: AnswerAfter): Promise<void> {
  await db().runTransaction(async (transaction) => {
    const answer = await unnoted(transaction, companyId, job, answersAfter);
    if (answer !== null) addAnswerEntry(transaction, answer);
  });
}

/**
 * The answer that is to be noted; null: it has been. Every attempt asks, because the first one may have failed before it
 * noted anything, and then nobody would ever answer.
 */
async function unnoted(
  transaction: Transaction,
  companyId: string,
  { conversationId, messageId }: CopyJob,
  { inboundCount }: AnswerAfter,
) {
  const ref = db().doc(paths.outboxEntry(companyId, answerEntryId(messageId)));
  if ((await transaction.get(ref)).exists) return null;
  return { companyId, conversationId, messageId, inboundCount, at: now() };
}

function changeOf(message: Message, copies: Copied[]): Partial<Message> {
  const media = message.media.map((stored, index) => copies[index]?.media ?? stored);
  const contacts = copies.flatMap((copy) => copy.contacts);
  return contacts.length === 0 ? { media } : { media, contacts };
}
