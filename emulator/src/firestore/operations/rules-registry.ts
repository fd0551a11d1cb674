import { compileRules } from '../../rules/compile.ts';
import type { RulesIssue, Ruleset } from '../../rules/types.ts';

/** The Firestore rules of every project. A project without rules allows everything, as in the official emulator. */
export class RulesRegistry {
  #rulesets = new Map<string, Ruleset>();
  #listeners = new Set<(projectId: string) => void>();

  get(projectId: string): Ruleset | null {
    return this.#rulesets.get(projectId) ?? null;
  }

  /**
   * Compiles and installs a project's rules; those in force stay where the source has errors.
   * @returns errors and warnings; without an ERROR the rules are in force
   */
  set(projectId: string, source: string): RulesIssue[] {
    const compiled = compileRules(source);
    if (!compiled.ok) return compiled.issues;
    this.#rulesets.set(projectId, compiled.ruleset);
    for (const listener of this.#listeners) listener(projectId);
    return compiled.warnings;
  }

  /** Called after a project's rules changed. Returns the unsubscribe function. */
  onChange(listener: (projectId: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
