import { messageSchema, type Media, type Message } from '#contracts/collections/message.ts';
import { outboxEntrySchema, type OutboxJob } from '#contracts/collections/outbox.ts';
import { paths } from '#contracts/collections/paths.ts';
import type { InboundMedia } from '#contracts/inbound.ts';
import type { ContactCard } from '#contracts/message-kinds.ts';
import type { MediaAccess } from '../channels/contract.ts';
import { channelAdapters } from '../channels/registry.ts';
import { findChannel, openAccount } from '../connections/channel-store.ts';
import { INSPECTED_BYTES, inspectFile } from '../media/inspect-file.ts';
import { mediaPath } from '../media/store-upload.ts';
import { bucket, db } from '../platform/admin.ts';
import { twilioApiBaseUrl } from '../platform/config.ts';
import { fetchFile } from '../platform/http/fetch-file.ts';
import type { JobOutcome } from './run-entry.ts';
import { readVcards } from './read-vcards.ts';

/** The largest file that a channel of ours delivers (WhatsApp documents) stays below this. */
const MAX_BYTES = 25 * 1024 * 1024;
const TIMEOUT_MS = 30_000;

type CopyJob = Extract<OutboxJob, { type: 'copy-media' }>;

interface Copied {
  media: Media;
  contacts: ContactCard[];
  /** Why it could not be fetched this time; null where there is nothing to try again. */
  problem: string | null;
}

/**
 * Copies a message's files from the provider into Storage, where every reader is checked. What is too large or not what
 * it claims to be is refused for good. The message changes together with the entry's mark.
 * @param options.isLast no further attempt follows: what cannot be fetched now has failed
 */
export async function copyMedia(
  entryPath: string,
  companyId: string,
  job: CopyJob,
  options: { isLast: boolean },
): Promise<JobOutcome> {
  const access = await openMedia(companyId, job.channelId);
  const copies: Copied[] = [];
  for (const [index, media] of job.media.entries())
    copies.push(await copyOne(companyId, job, { media, index, access }));
  const problem = copies.find((copy) => copy.problem !== null)?.problem ?? null;
  if (problem !== null && !options.isLast) return { outcome: 'failed', reason: problem };
  await record(entryPath, companyId, job, copies, problem === null);
  return problem === null ? { outcome: 'done' } : { outcome: 'failed', reason: problem };
}

async function openMedia(companyId: string, channelId: string) {
  const channel = await findChannel(companyId, channelId);
  if (channel === null) throw new Error(`channel ${channelId} is gone`);
  return channelAdapters[channel.type].mediaAccess(await openAccount(companyId, channel));
}

async function copyOne(
  companyId: string,
  job: CopyJob,
  file: { media: InboundMedia; index: number; access: MediaAccess },
): Promise<Copied> {
  const { media, index, access } = file;
  const base: Media = {
    kind: media.kind,
    mimeType: media.mimeType,
    name: media.name,
    size: null,
    path: null,
    state: 'failed',
  };
  const fetched = await fetchFile(access.locate(media.ref), {
    allowedOrigins: access.origins,
    trustedOrigin: twilioApiBaseUrl(),
    authorization: access.authorization,
    maxBytes: MAX_BYTES,
    timeoutMs: TIMEOUT_MS,
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

async function record(
  entryPath: string,
  companyId: string,
  job: CopyJob,
  copies: Copied[],
  isComplete: boolean,
): Promise<void> {
  const messageRef = db().doc(paths.message(companyId, job.conversationId, job.messageId));
  await db().runTransaction(async (transaction) => {
    const entry = outboxEntrySchema.parse((await transaction.get(db().doc(entryPath))).data());
    if (entry.state !== 'pending') return;
    const message = messageSchema.parse((await transaction.get(messageRef)).data());
    transaction.update(messageRef, { ...changeOf(message, copies) });
    if (isComplete) transaction.update(db().doc(entryPath), { state: 'done', lastError: null });
  });
}

function changeOf(message: Message, copies: Copied[]): Partial<Message> {
  const media = message.media.map((stored, index) => copies[index]?.media ?? stored);
  const contacts = copies.flatMap((copy) => copy.contacts);
  return contacts.length === 0 ? { media } : { media, contacts };
}
