import type { Transaction } from 'firebase-admin/firestore';
import type { AuditAction, AuditEntry, AuditValues } from '#contracts/collections/audit.ts';
import { paths } from '#contracts/collections/paths.ts';
import { db } from '../platform/admin.ts';
import { now } from '../platform/clock.ts';
import { randomId } from '../platform/ids.ts';

/** A privileged change, for the record. Values are what a person may read later: never a secret, never a message. */
export interface Audited {
  companyId: string;
  action: AuditAction;
  by: { uid: string; name: string };
  target: { id: string; name: string };
  /** As it was and as it is; only what differs is kept. */
  before?: AuditValues;
  after?: AuditValues;
}

type Recorded = AuditEntry['before'];

/** Writes the record in the transaction of the change itself, so that there is neither one without the other. */
export function writeAudit(transaction: Transaction, audited: Audited): void {
  const { companyId, action, by, target } = audited;
  const { before, after } = differing(audited.before ?? {}, audited.after ?? {});
  const entry: AuditEntry = { at: now(), action, by, target, before, after };
  transaction.create(db().doc(`${paths.audit(companyId)}/${randomId()}`), entry);
}

function differing(before: AuditValues, after: AuditValues): { before: Recorded; after: Recorded } {
  const [was, is] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  const changed = (name: string) => JSON.stringify(was.get(name)) !== JSON.stringify(is.get(name));
  const only = (values: AuditValues): Recorded =>
    Object.fromEntries(
      Object.entries(values).flatMap(([name, value]) =>
        value !== undefined && changed(name) ? [[name, value]] : [],
      ),
    );
  return { before: only(before), after: only(after) };
}
