import { FieldPath, FieldValue, type Transaction } from 'firebase-admin/firestore';
import { assistantSchema, type Assistant, type AssistantStatus } from '#contracts/collections/assistant.ts';
import { automationSchema } from '#contracts/collections/automation.ts';
import { paths } from '#contracts/collections/paths.ts';
import { db } from '../platform/admin.ts';

type Training = NonNullable<Assistant['training']>;

/** What a training changes in its assistant; `training` null: nothing is trained any more. */
export interface TrainingChange {
  status: AssistantStatus;
  training: Training | null;
}

/** An assistant as a transaction found it, with what `settings/automation` says of it. */
export interface FoundAssistant {
  companyId: string;
  assistantId: string;
  assistant: Assistant;
  /** Null where the settings do not list it: it is archived. */
  listedStatus: AssistantStatus | null;
}

/**
 * inactive or active --begin--> training --begin--> training --end of the last document--> what it was
 *
 * Documents join; the status of before is kept from the first of them.
 */
export function decideTrainingBegin(
  { status, training }: Pick<Assistant, 'status' | 'training'>,
  documentIds: string[],
): TrainingChange {
  const statusBefore = status === 'training' ? (training?.statusBefore ?? 'inactive') : status;
  const all = new Set([...(training?.documentIds ?? []), ...documentIds]);
  return { status: 'training', training: { documentIds: [...all], statusBefore } };
}

/** The end of one document's training, however it ended. A status that somebody set meanwhile stays. */
export function decideTrainingEnd(
  { status, training }: Pick<Assistant, 'status' | 'training'>,
  documentId: string,
): TrainingChange {
  const rest = (training?.documentIds ?? []).filter((id) => id !== documentId);
  const statusBefore = training?.statusBefore ?? 'inactive';
  if (rest.length > 0) return { status, training: { documentIds: rest, statusBefore } };
  return { status: status === 'training' ? statusBefore : status, training: null };
}

/**
 * What `settings/automation` says of an assistant, which decides whether it answers: `training` only where it answered
 * before. One that is switched off stays so while it learns.
 */
export function listedStatusOf({
  status,
  training,
}: Pick<Assistant, 'status'> & { training?: Training | null | undefined }): AssistantStatus {
  return status === 'training' && training?.statusBefore !== 'active' ? 'inactive' : status;
}

/** Reads an assistant and its line in the settings: two reads. Null where there is none. */
export async function findAssistant(
  transaction: Transaction,
  companyId: string,
  assistantId: string,
): Promise<FoundAssistant | null> {
  const [assistant, automation] = await transaction.getAll(
    db().doc(paths.assistant(companyId, assistantId)),
    db().doc(paths.automation(companyId)),
  );
  if (assistant?.exists !== true) return null;
  const listed =
    automation?.exists === true
      ? automationSchema.parse(automation.data()).assistants[assistantId]
      : undefined;
  return {
    companyId,
    assistantId,
    assistant: assistantSchema.parse(assistant.data()),
    listedStatus: listed?.status ?? null,
  };
}

/**
 * Writes what changed, in the assistant and in the settings. The epoch stays: an assistant that is trained answers on
 * with what it knew, so that nothing that began before is out of date.
 */
export function writeTraining(transaction: Transaction, found: FoundAssistant, change: TrainingChange): void {
  const { companyId, assistantId, assistant, listedStatus } = found;
  const { status, training } = change;
  const isSame =
    status === assistant.status &&
    JSON.stringify(training ?? undefined) === JSON.stringify(assistant.training);
  if (!isSame) {
    const stored = training ?? FieldValue.delete();
    transaction.update(db().doc(paths.assistant(companyId, assistantId)), { status, training: stored });
  }
  const listed = listedStatusOf(change);
  if (listedStatus === null || listedStatus === listed) return;
  const field = new FieldPath('assistants', assistantId, 'status');
  transaction.update(db().doc(paths.automation(companyId)), field, listed);
}
