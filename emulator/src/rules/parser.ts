import type {
  AllowDeclaration,
  Binding,
  Expression,
  FunctionDeclaration,
  MatchDeclaration,
  PatternSegment,
  RulesFile,
  ServiceDeclaration,
} from './ast.ts';
import { parseExpression, parsePathSegment } from './expression-parser.ts';
import { tokenize } from './lexer.ts';
import { ParseFailure, TokenReader } from './token-reader.ts';
import type { RulesIssue, RulesMethod } from './types.ts';

const METHODS_OF_VERB: Readonly<Record<string, readonly RulesMethod[]>> = {
  read: ['get', 'list'],
  write: ['create', 'update', 'delete'],
  get: ['get'],
  list: ['list'],
  create: ['create'],
  update: ['update'],
  delete: ['delete'],
};

const SERVICES = new Set(['cloud.firestore', 'firebase.storage']);

/**
 * Parses a rules source. Never throws: on a syntax error it records the issue, skips the statement and goes on.
 *
 * @returns what could be read, and the issues; with an issue of severity ERROR the file must not be used.
 */
export function parseRules(source: string): { file: RulesFile; issues: RulesIssue[] } {
  const { tokens, issues } = tokenize(source);
  const reader = new TokenReader(tokens, issues);
  const file: RulesFile = { version: '1', functions: [], services: [] };
  attempt(reader, () => {
    file.version = parseVersion(reader);
  });
  while (!reader.atEnd()) {
    attempt(reader, () => parseTopLevel(reader, file));
    // A stray brace would stop every further attempt at the same place.
    if (reader.at('}')) {
      reader.unexpected();
      reader.next();
    }
  }
  return { file, issues };
}

/** Runs a statement's parser; after a failure, stands behind the statement. */
function attempt(reader: TokenReader, parse: () => void): void {
  try {
    parse();
  } catch (error) {
    if (!(error instanceof ParseFailure)) throw error;
    reader.skipStatement();
  }
}

function parseVersion(reader: TokenReader): '1' | '2' {
  if (!reader.accept('rules_version')) return '1';
  reader.expect('=');
  const token = reader.peek();
  if (token.kind !== 'string') throw reader.mismatched('STRING');
  reader.next();
  if (!reader.accept(';')) reader.error(`missing ';' at '${reader.peek().text}'`);
  if (token.text === '1' || token.text === '2') return token.text;
  reader.error(`Invalid rules version: ${token.text}.`, token);
  return '2';
}

function parseTopLevel(reader: TokenReader, file: RulesFile): void {
  if (reader.at('function')) file.functions.push(parseFunction(reader));
  else if (reader.at('service')) file.services.push(parseService(reader));
  else throw reader.mismatched("{'function', 'import', 'service', 'rules_version'}");
}

function parseService(reader: TokenReader): ServiceDeclaration {
  const at = reader.expect('service');
  const first = reader.expectIdentifier();
  reader.expect('.');
  const name = `${first.text}.${reader.expectIdentifier().text}`;
  if (!SERVICES.has(name)) reader.error(`Unknown service: ${name}.`, first);
  const service: ServiceDeclaration = { name, at, functions: [], matches: [] };
  parseBlock(reader, () => {
    if (reader.at('function')) service.functions.push(parseFunction(reader));
    else service.matches.push(parseMatch(reader));
  });
  return service;
}

function parseBlock(reader: TokenReader, parseStatement: () => void): void {
  reader.expect('{');
  while (!reader.at('}')) {
    if (reader.atEnd()) throw reader.mismatched("'}'");
    attempt(reader, parseStatement);
  }
  reader.next();
}

function parseMatch(reader: TokenReader): MatchDeclaration {
  return reader.nested(() => {
    if (reader.at('/')) throw reader.fail("Missing 'match' keyword before path.");
    if (!reader.at('match')) throw reader.unexpected();
    const at = reader.next();
    const match: MatchDeclaration = {
      at,
      path: parsePattern(reader),
      functions: [],
      allows: [],
      matches: [],
    };
    parseBlock(reader, () => {
      if (reader.at('allow')) match.allows.push(parseAllow(reader));
      else if (reader.at('function')) match.functions.push(parseFunction(reader));
      else match.matches.push(parseMatch(reader));
    });
    return match;
  });
}

function parsePattern(reader: TokenReader): PatternSegment[] {
  const path: PatternSegment[] = [];
  if (!reader.at('/')) throw reader.mismatched("{'{', '/', PATH_SEGMENT}");
  while (reader.accept('/')) path.push(parsePatternSegment(reader));
  return path;
}

function parsePatternSegment(reader: TokenReader): PatternSegment {
  if (!reader.accept('{')) return { kind: 'literal', text: parsePathSegment(reader) };
  if (reader.at('/')) throw reader.fail("Forward slash '/' found where identifier or binding expected.");
  const name = reader.expectIdentifier().text;
  const isGlob = reader.accept('=');
  if (isGlob) reader.expect('**');
  reader.expect('}');
  return { kind: isGlob ? 'glob' : 'capture', name };
}

function parseAllow(reader: TokenReader): AllowDeclaration {
  const keyword = reader.expect('allow');
  const methods = new Set<RulesMethod>();
  do {
    const verb = reader.peek();
    const covered = Object.hasOwn(METHODS_OF_VERB, verb.text) ? METHODS_OF_VERB[verb.text] : undefined;
    if (verb.kind !== 'identifier' || covered === undefined) throw reader.unexpected();
    reader.next();
    for (const method of covered) methods.add(method);
  } while (reader.accept(','));
  const condition = reader.accept(':') ? parseCondition(reader) : null;
  reader.endStatement();
  return { methods, condition, at: condition?.at ?? keyword };
}

function parseCondition(reader: TokenReader): Expression {
  reader.expect('if');
  if (reader.at(';') || reader.at('}')) throw reader.fail("Missing conditional expression after 'if'.");
  return parseExpression(reader);
}

function parseFunction(reader: TokenReader): FunctionDeclaration {
  reader.expect('function');
  const name = reader.expectIdentifier();
  const parameters = parseParameters(reader);
  reader.expect('{');
  const lets: (Binding & { value: Expression })[] = [];
  while (reader.accept('let')) {
    const binding = reader.expectIdentifier();
    reader.expect('=');
    lets.push({ name: binding.text, at: binding, value: parseExpression(reader) });
    reader.endStatement();
  }
  reader.expect('return');
  const result = parseExpression(reader);
  reader.endStatement();
  reader.expect('}');
  return { name: name.text, nameAt: name, parameters, lets, result };
}

function parseParameters(reader: TokenReader): Binding[] {
  const parameters: Binding[] = [];
  reader.expect('(');
  while (!reader.accept(')')) {
    if (parameters.length > 0) reader.expect(',');
    const parameter = reader.expectIdentifier();
    parameters.push({ name: parameter.text, at: parameter });
  }
  return parameters;
}
