/**
 * Counts what production would bill, by path pattern and source. Paths are reported with ids replaced by `*`,
 * so that `companies/a/conversations/b` and `companies/c/conversations/d` are one row.
 */
export type MeterKind = 'read' | 'write' | 'delete' | 'ruleRead' | 'listenerRead' | 'invocation';
export type MeterSource = 'admin' | 'client' | 'function';
export interface MeterRow {
  kind: MeterKind;
  source: MeterSource;
  /** A document pattern such as `companies/*\/clients/*`, or a function's name for invocations. */
  pattern: string;
  count: number;
}

export class Meter {
  #rows = new Map<string, MeterRow>();

  /** Adds `count` units to one row; `path` is a document path or, for invocations, a function's name. */
  add(kind: MeterKind, source: MeterSource, path: string, count = 1): void {
    const pattern = kind === 'invocation' ? path : documentPattern(path);
    const key = `${kind}|${source}|${pattern}`;
    const row = this.#rows.get(key);
    if (row) row.count += count;
    else this.#rows.set(key, { kind, source, pattern, count });
  }

  rows(): MeterRow[] {
    return [...this.#rows.values()].map((row) => ({ ...row }));
  }

  reset(): void {
    this.#rows.clear();
  }
}

/** `companies/a/clients/b` -> `companies/*\/clients/*`; a collection path keeps its last segment. */
export function documentPattern(path: string): string {
  return path
    .split('/')
    .map((segment, index) => (index % 2 === 0 ? segment : '*'))
    .join('/');
}
