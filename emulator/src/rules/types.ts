import type { Document, Query } from '../firestore/engine/types.ts';

/** A compile-time problem of a rules file; positions count from 1. */
export interface RulesIssue {
  severity: 'ERROR' | 'WARNING';
  description: string;
  line: number;
  column: number;
}

export type RulesMethod = 'get' | 'list' | 'create' | 'update' | 'delete';

export interface RulesAuth {
  uid: string;
  token: Record<string, unknown>;
}

/** A Storage object as rules see it (`resource` and `request.resource`). */
export interface StorageObjectView {
  name: string;
  bucket: string;
  size: number;
  contentType?: string;
  metadata: Record<string, string>;
  [field: string]: unknown;
}

interface RequestBase {
  auth: RulesAuth | null;
  /** Milliseconds since the epoch; `request.time`. */
  timeMs: number;
}

/** One Firestore access to judge. */
export interface FirestoreRulesRequest extends RequestBase {
  databaseId: string;
  /** Document path for get, create, update, delete; collection path for list. */
  path: string;
  method: RulesMethod;
  /** State before the request; null where the document does not exist. Absent for list. */
  resource?: Document | null;
  /** State after the request, transforms applied (create and update only). */
  after?: Document;
  /** list only: judged without any document, by what the query constrains ('rules are not filters'). */
  query?: Query;
}

/** One Storage access to judge. */
export interface StorageRulesRequest extends RequestBase {
  bucket: string;
  path: string;
  method: RulesMethod;
  resource: StorageObjectView | null;
  after?: StorageObjectView;
}

/** What `get()` and friends may read; the evaluator counts and limits the calls. */
export interface RulesReader {
  get(path: string): Document | null;
  /** State after the whole commit. Same as `get` outside a commit. */
  getAfter(path: string): Document | null;
}

export interface RulesDecision {
  allowed: boolean;
  /** The official emulator's text for a refusal, without the leading newline: `false for 'list' @ L5, ...`. */
  reason: string;
  /** Paths of the documents that get() and exists() really read (each is billed once), for the meter and re-checks. */
  reads: string[];
}

export interface Ruleset {
  checkFirestore(request: FirestoreRulesRequest, reader: RulesReader): RulesDecision;
  /** `reader` serves `firestore.get()` in storage rules. */
  checkStorage(request: StorageRulesRequest, reader: RulesReader): RulesDecision;
}

export type CompileResult =
  { ok: true; ruleset: Ruleset; warnings: RulesIssue[] } | { ok: false; issues: RulesIssue[] };
