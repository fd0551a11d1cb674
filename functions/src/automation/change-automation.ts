import type { Transaction } from 'firebase-admin/firestore';
import type { Automation } from '#contracts/collections/automation.ts';
import type { AuditAction, AuditValues } from '#contracts/collections/audit.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { addOutboxEntry } from '../outbox/add-entry.ts';
import { db } from '../platform/admin.ts';
import { now } from '../platform/clock.ts';
import { derivedId } from '../platform/ids.ts';
import type { SignedInMember } from '../platform/member.ts';
import { automationRef, forgetAutomation, parseAutomation } from './automation-store.ts';

/** A change of the settings, and the record of it. */
export interface AutomationChange {
  patch: Partial<Pick<Automation, 'mode' | 'channels' | 'assistants'>>;
  /** Somebody else answers afterwards, or nobody: the epoch rises, and what is held is looked through. */
  changesWhoAnswers: boolean;
  audit: {
    action: AuditAction;
    target: { id: string; name: string };
    before?: AuditValues;
    after?: AuditValues;
  };
}

/**
 * Changes `settings/automation` in one transaction, with its record and the work that follows. All that decides who answers
 * is in this one document, so that of changes made at once each sees the ones before.
 * @param decide reads what else it needs, then writes what belongs to the change; null: there is nothing to change
 * @returns the settings as they are afterwards
 */
export async function changeAutomation(
  { companyId, uid, member }: SignedInMember,
  decide: (
    transaction: Transaction,
    automation: Automation,
    at: number,
  ) => AutomationChange | null | Promise<AutomationChange | null>,
): Promise<Automation> {
  const ref = automationRef(companyId);
  const changed = await db().runTransaction(async (transaction) => {
    const automation = parseAutomation(await transaction.get(ref));
    const at = now();
    const change = await decide(transaction, automation, at);
    if (change === null) return automation;
    const { patch, changesWhoAnswers, audit } = change;
    const epoch = automation.epoch + (changesWhoAnswers ? 1 : 0);
    const isSwitched = patch.mode !== undefined || patch.channels !== undefined;
    const next: Automation = {
      ...automation,
      ...patch,
      epoch,
      ...(isSwitched ? { changedBy: uid, changedAt: at } : {}),
    };
    transaction.set(ref, next);
    writeAudit(transaction, { companyId, by: { uid, name: member.name }, ...audit });
    if (changesWhoAnswers) {
      addOutboxEntry(transaction, {
        companyId,
        id: derivedId('release', String(epoch)),
        job: { type: 'release-conversations', epoch },
        at,
      });
    }
    return next;
  });
  forgetAutomation(companyId);
  return changed;
}
