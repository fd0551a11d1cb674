import { checkFirestore } from './firestore-check.ts';
import { LIMITS } from './limits.ts';
import { parseRules } from './parser.ts';
import type { ScopedService } from './scope.ts';
import { ServiceRules } from './service-rules.ts';
import { checkStorage } from './storage-check.ts';
import type { CompileResult, RulesIssue } from './types.ts';
import { validate } from './validator.ts';

/**
 * Compiles a rules file, once; the ruleset judges any number of requests.
 *
 * @param source the text of firestore.rules or storage.rules.
 * @returns the ruleset with the compiler's warnings, or every issue when there is an error. Never throws.
 */
export function compileRules(source: string): CompileResult {
  if (Buffer.byteLength(source) > LIMITS.sourceBytes) {
    const description = `Ruleset source exceeds the maximum size of ${LIMITS.sourceBytes} bytes.`;
    return { ok: false, issues: [{ severity: 'ERROR', description, line: 1, column: 1 }] };
  }
  const parsed = parseRules(source);
  if (hasError(parsed.issues)) return { ok: false, issues: parsed.issues };
  const { services, issues } = validate(parsed.file);
  if (hasError(issues)) return { ok: false, issues };
  const rulesOf = (name: string) => compileService(services, name, parsed.file.version);
  const firestore = rulesOf('cloud.firestore');
  const storage = rulesOf('firebase.storage');
  return {
    ok: true,
    warnings: issues,
    ruleset: {
      checkFirestore: (request, reader) => checkFirestore(firestore, request, reader),
      checkStorage: (request, reader) => checkStorage(storage, request, reader),
    },
  };
}

function hasError(issues: readonly RulesIssue[]): boolean {
  return issues.some(({ severity }) => severity === 'ERROR');
}

function compileService(
  services: readonly ScopedService[],
  name: string,
  version: '1' | '2',
): ServiceRules | null {
  const service = services.find(({ declaration }) => declaration.name === name);
  return service ? new ServiceRules(service, version) : null;
}
