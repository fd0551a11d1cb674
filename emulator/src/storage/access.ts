import type { Ruleset, RulesIssue, RulesMethod, RulesReader } from '../rules/types.ts';
import { compileRules } from '../rules/compile.ts';
import type { Caller } from '../shared/caller.ts';
import type { Clock } from '../shared/clock.ts';
import type { Meter } from '../shared/meter.ts';
import { StorageError } from './storage-error.ts';
import type { StoredObject } from './stored-object.ts';
import { rulesView } from './stored-object.ts';

/** Rules that are valid for all buckets without rules of their own. */
export const DEFAULT_BUCKET = 'default';

/** One access to judge. */
export interface Access {
  caller: Caller;
  method: RulesMethod;
  bucket: string;
  /** The object's name, or the prefix of a list. */
  name: string;
  before: StoredObject | null;
  /** State after a create or an update. */
  after?: StoredObject;
}

interface AccessOptions {
  clock: Clock;
  /** The project of buckets whose name tells none. */
  projectId: string;
  rulesReader: (projectId: string) => RulesReader;
  meter: Meter | null;
}

/** Who may do what: owners everything, others what the rules say; nothing where no rules are loaded. */
export class AccessControl {
  readonly #options: AccessOptions;
  readonly #rulesets = new Map<string, Ruleset>();

  constructor(options: AccessOptions) {
    this.#options = options;
  }

  /** Compiles and installs rules for a bucket or DEFAULT_BUCKET; with errors the former rules stay. */
  setRules(bucketOrDefault: string, source: string): RulesIssue[] {
    const result = compileRules(source);
    if (!result.ok) return result.issues;
    this.#rulesets.set(bucketOrDefault, result.ruleset);
    return result.warnings;
  }

  /** Refuses with 403 and the words of the official emulator. */
  check(access: Access): void {
    if (access.caller.kind === 'owner' || this.#isAllowed(access)) return;
    throw new StorageError(
      403,
      'forbidden',
      `Permission denied. No ${permissionOf(access.method)} permission.`,
    );
  }

  #isAllowed({ caller, method, bucket, name, before, after }: Access): boolean {
    const ruleset = this.#rulesets.get(bucket) ?? this.#rulesets.get(DEFAULT_BUCKET);
    if (!ruleset) return false;
    const { clock, rulesReader, meter } = this.#options;
    const decision = ruleset.checkStorage(
      {
        auth: caller.kind === 'user' ? { uid: caller.uid, token: caller.token } : null,
        timeMs: clock.now(),
        bucket,
        path: name,
        method,
        resource: before === null ? null : rulesView(before),
        ...(after === undefined ? {} : { after: rulesView(after) }),
      },
      rulesReader(this.#projectOf(bucket)),
    );
    for (const path of decision.reads) meter?.add('ruleRead', 'client', path);
    return decision.allowed;
  }

  /** Default buckets are named after their project. */
  #projectOf(bucket: string): string {
    return /^(.+)\.(?:appspot\.com|firebasestorage\.app)$/.exec(bucket)?.[1] ?? this.#options.projectId;
  }
}

function permissionOf(method: RulesMethod): string {
  if (method === 'get') return 'READ';
  return method === 'list' ? 'LIST' : 'WRITE';
}
