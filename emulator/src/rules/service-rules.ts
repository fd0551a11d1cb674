import type { AllowDeclaration } from './ast.ts';
import { UNKNOWN_RESOURCE, type Evaluation, type Evaluator } from './evaluation.ts';
import { ExpressionCompiler } from './evaluator.ts';
import { PathIndex, type Matched, type PathSegment } from './matching.ts';
import { notBoolean } from './operators.ts';
import type { ScopedMatch, ScopedService } from './scope.ts';
import type { RulesMethod } from './types.ts';
import { RulesError } from './values.ts';

interface CompiledAllow {
  declaration: AllowDeclaration;
  /** Null grants without a condition. */
  condition: Evaluator | null;
}

interface CompiledMatch {
  allows: readonly CompiledAllow[];
}

type Verdict = { allowed: true } | { allowed: false; reason: string };

/** The official emulator's text where no allow speaks of the path and method. */
const NO_MATCH = 'No matching allow statements';

/** The rules of one service, compiled: which allows speak of a path, and what they say. */
export class ServiceRules {
  readonly #index: PathIndex<CompiledMatch>;

  constructor(service: ScopedService, version: '1' | '2') {
    this.#index = new PathIndex<CompiledMatch>(version === '1' ? 1 : 0);
    const compiler = new ExpressionCompiler();
    for (const match of service.matches) {
      if (match.declaration.allows.length > 0) this.#index.add(match.path, compileMatch(match, compiler));
    }
  }

  /**
   * Judges a request: the first allow that grants ends the search.
   *
   * @param path the whole path from the service's root, `databases` or `b` first.
   */
  judge(path: readonly PathSegment[], method: RulesMethod, evaluation: Evaluation): Verdict {
    const candidates = this.#index
      .find(path)
      .flatMap(({ target, captures }) =>
        target.allows
          .filter(({ declaration }) => declaration.methods.has(method))
          .map((target) => ({ target, captures })),
      );
    const reasons: string[] = [];
    for (const candidate of candidates) {
      const answer = evaluate(candidate, evaluation);
      if (answer === true) return { allowed: true };
      reasons.push(reasonOf(answer, method, candidate.target));
      if (answer instanceof RulesError && answer.fatal) break;
    }
    if (reasons.length === 0) return { allowed: false, reason: NO_MATCH };
    const early = undecidedReasons(candidates.slice(0, reasons.length), method, evaluation);
    return { allowed: false, reason: [...early, ...reasons].join(', ') };
  }
}

function compileMatch({ declaration, scope }: ScopedMatch, compiler: ExpressionCompiler): CompiledMatch {
  return {
    allows: declaration.allows.map((allow) => ({
      declaration: allow,
      condition: allow.condition && compiler.compile(allow.condition, scope),
    })),
  };
}

function evaluate(
  { target, captures }: Matched<CompiledAllow>,
  evaluation: Evaluation,
): boolean | RulesError {
  if (target.condition === null) return true;
  evaluation.captures = captures;
  evaluation.locals = [];
  const answer = target.condition(evaluation);
  return typeof answer === 'boolean' ? answer : notBoolean(answer);
}

function reasonOf(answer: boolean | RulesError, method: RulesMethod, { declaration }: CompiledAllow): string {
  const what = answer instanceof RulesError ? answer.message : String(answer);
  return `${what} for '${method}' @ L${declaration.at.line}`;
}

/**
 * The official emulator judges a request before it has looked at the document, and again with it; a refusal
 * shows the first judgement's failures in front. The first judgement here is made up afterwards, from what has
 * been read already, since it can only refuse or leave open.
 */
function undecidedReasons(
  candidates: readonly Matched<CompiledAllow>[],
  method: RulesMethod,
  evaluation: Evaluation,
): string[] {
  if (method === 'create') return [];
  const { resource } = evaluation;
  evaluation.resource = UNKNOWN_RESOURCE;
  evaluation.mayRead = false;
  evaluation.renew();
  const reasons = candidates.flatMap((candidate) => {
    const answer = evaluate(candidate, evaluation);
    if (!(answer instanceof RulesError) || answer.message !== UNKNOWN_RESOURCE.message) return [];
    const { line, column } = candidate.target.declaration.at;
    return [`${UNKNOWN_RESOURCE.message} at L${line}:${column} for '${method}' @ L${line}`];
  });
  evaluation.resource = resource;
  evaluation.mayRead = true;
  return reasons;
}
