import type { OutboxJob } from '#contracts/collections/outbox.ts';
import { sendMailJob } from '../mail/send-mail-job.ts';
import { failTraining, trainDocument } from '../knowledge/train-document.ts';
import { releaseConversations } from '../automation/release-conversations.ts';
import { giveUpAnswer, runAnswer } from '../automation/run-answer.ts';
import { sendClosedMessage } from '../calendars/send-closed-message.ts';
import { copyMedia, giveUpMedia } from './copy-media.ts';
import type { JobEnding, JobRunner } from './job.ts';

/** Who does which work: the compiler names a kind of job that nobody does. */
export const runners: { [Type in OutboxJob['type']]: JobRunner<Type> } = {
  'copy-media': copyMedia,
  'send-mail': sendMailJob,
  'train-document': trainDocument,
  answer: runAnswer,
  'release-conversations': releaseConversations,
  'closed-message': sendClosedMessage,
};

/** What is left to do where an entry ends as dead and its runner cannot: it was killed each time. */
export const endings: { [Type in OutboxJob['type']]?: JobEnding<Type> } = {
  'copy-media': giveUpMedia,
  'train-document': failTraining,
  answer: giveUpAnswer,
};
