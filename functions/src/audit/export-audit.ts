import { FieldPath, type Query } from 'firebase-admin/firestore';
import type { CallableInput, CallableOutput } from '#contracts/callables/index.ts';
import {
  auditActionsOf,
  auditEntrySchema,
  type AuditEntry,
  type AuditValues,
} from '#contracts/collections/audit.ts';
import { paths } from '#contracts/collections/paths.ts';
import { db } from '../platform/admin.ts';
import { defineCallable, type Call } from '../platform/callable.ts';
import { Refusal } from '../platform/refusal.ts';
import { csvLine } from './csv.ts';

/** Entries of one call. */
const PAGE = 500;

const HEADING = ['at', 'action', 'by', 'byId', 'target', 'targetId', 'before', 'after'];

export const auditCallables = { exportAudit: defineCallable('exportAudit', exportAudit) };

/**
 * One page of the log as CSV, in the order of the page that people read: newest first, ties by id. The same filters and
 * the cursor of the page before lead to every entry once, also while new ones are written.
 * @throws Refusal `invalid-input` for a cursor that is none of ours
 */
async function exportAudit(call: Call<'exportAudit'>): Promise<CallableOutput<'exportAudit'>> {
  const { companyId, input } = call;
  const heading = input.cursor === null ? csvLine(HEADING) : '';
  if (input.action !== null && auditActionsOf(input.action).length === 0)
    return { csv: heading, cursor: null };
  const page = await filtered(companyId, input).limit(PAGE).get();
  const rows = page.docs.map((snapshot) => ({
    id: snapshot.id,
    entry: auditEntrySchema.parse(snapshot.data()),
  }));
  const last = rows.at(-1);
  return {
    csv: heading + rows.map(({ entry }) => csvLine(fieldsOf(entry))).join(''),
    cursor: last === undefined || rows.length < PAGE ? null : `${last.entry.at}.${last.id}`,
  };
}

function filtered(companyId: string, input: CallableInput<'exportAudit'>): Query {
  const { action, memberId, from, until, cursor } = input;
  let query: Query = db().collection(paths.audit(companyId));
  if (action !== null) query = query.where('action', 'in', auditActionsOf(action));
  if (memberId !== null) query = query.where('by.uid', '==', memberId);
  if (from !== null) query = query.where('at', '>=', from);
  if (until !== null) query = query.where('at', '<', until);
  query = query.orderBy('at', 'desc').orderBy(FieldPath.documentId(), 'desc');
  if (cursor === null) return query;
  const match = /^(\d{1,16})\.([A-Za-z0-9_-]{1,128})$/.exec(cursor);
  if (match === null) throw new Refusal('invalid-input', { field: 'cursor' });
  return query.startAfter(Number(match[1]), match[2]);
}

function fieldsOf({ at, action, by, target, before, after }: AuditEntry): string[] {
  const time = new Date(at).toISOString();
  return [time, action, by.name, by.uid, target.name, target.id, valuesOf(before), valuesOf(after)];
}

function valuesOf(values: AuditValues): string {
  return Object.keys(values).length === 0 ? '' : JSON.stringify(values);
}
