import type {
  FunctionDeclaration,
  MatchDeclaration,
  PatternSegment,
  RulesFile,
  ServiceDeclaration,
} from './ast.ts';

/** A function with the place it was declared in: its names mean what they mean there. */
export interface ScopedFunction {
  declaration: FunctionDeclaration;
  scope: Scope;
}

/**
 * What the global level, a service or a match block declares. Names resolve by declaration, not by caller:
 * inner functions shadow outer ones, and a function sees only the wildcards of the blocks around it.
 */
export class Scope {
  readonly parent: Scope | null;
  readonly service: string;
  readonly functions = new Map<string, ScopedFunction>();
  /** Wildcard names of the whole path down to here, by position. */
  readonly captures: readonly string[];

  constructor(
    parent: Scope | null,
    service: string,
    functions: readonly FunctionDeclaration[],
    own: readonly string[],
  ) {
    this.parent = parent;
    this.service = service;
    this.captures = [...(parent?.captures ?? []), ...own];
    for (const declaration of functions) {
      if (!this.functions.has(declaration.name)) {
        this.functions.set(declaration.name, { declaration, scope: this });
      }
    }
  }

  findFunction(name: string): ScopedFunction | null {
    return this.functions.get(name) ?? this.parent?.findFunction(name) ?? null;
  }

  /** Position of the innermost wildcard of that name; -1 if there is none. */
  captureIndex(name: string): number {
    return this.captures.lastIndexOf(name);
  }
}

/** A match block with its scope and the whole path from the service down. */
export interface ScopedMatch {
  declaration: MatchDeclaration;
  scope: Scope;
  path: readonly PatternSegment[];
  /** 1 for a block directly in the service. */
  depth: number;
}

export interface ScopedService {
  declaration: ServiceDeclaration;
  /** Global and service scopes, then one per match block, in source order. */
  scopes: readonly Scope[];
  matches: readonly ScopedMatch[];
}

/** Lays out the scopes of each service of a file. */
export function scopeServices(file: RulesFile): ScopedService[] {
  return file.services.map((declaration) => {
    const global = new Scope(null, declaration.name, file.functions, []);
    const service = new Scope(global, declaration.name, declaration.functions, []);
    const matches = declaration.matches.flatMap((match) => scopeMatch(match, service, [], 1));
    return { declaration, scopes: [global, service, ...matches.map(({ scope }) => scope)], matches };
  });
}

function scopeMatch(
  declaration: MatchDeclaration,
  parent: Scope,
  parentPath: readonly PatternSegment[],
  depth: number,
): ScopedMatch[] {
  const captures = declaration.path.flatMap((segment) => (segment.kind === 'literal' ? [] : [segment.name]));
  const scope = new Scope(parent, parent.service, declaration.functions, captures);
  const path = [...parentPath, ...declaration.path];
  const nested = declaration.matches.flatMap((match) => scopeMatch(match, scope, path, depth + 1));
  return [{ declaration, scope, path, depth }, ...nested];
}
