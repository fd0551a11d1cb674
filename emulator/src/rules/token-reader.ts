import type { Position, Token } from './lexer.ts';
import type { RulesIssue } from './types.ts';

/** Unwinds the parser to the nearest statement; its issue has been recorded by then. */
export class ParseFailure extends Error {}

/** Deepest recursion of the parser: far above every limit of the language, far below the stack's. */
const MAX_RECURSION = 300;

/** A cursor over tokens that records issues; what statement and expression parsers share. */
export class TokenReader {
  readonly issues: RulesIssue[];
  readonly #tokens: readonly Token[];
  readonly #end: Token;
  #index = 0;
  #depth = 0;

  constructor(tokens: readonly Token[], issues: RulesIssue[]) {
    this.#tokens = tokens;
    this.issues = issues;
    const last = tokens.at(-1);
    if (last?.kind !== 'end') throw new TypeError('A token stream ends with an end token.');
    this.#end = last;
  }

  peek(ahead = 0): Token {
    return this.#tokens[this.#index + ahead] ?? this.#end;
  }

  next(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.#index++;
    return token;
  }

  atEnd(): boolean {
    return this.peek().kind === 'end';
  }

  /** Whether the next token is this symbol or word. */
  at(text: string): boolean {
    const token = this.peek();
    return token.text === text && (token.kind === 'symbol' || token.kind === 'identifier');
  }

  accept(text: string): boolean {
    if (!this.at(text)) return false;
    this.next();
    return true;
  }

  expect(text: string): Token {
    if (!this.at(text)) throw this.mismatched(`'${text}'`);
    return this.next();
  }

  expectIdentifier(): Token {
    if (this.peek().kind !== 'identifier') throw this.mismatched('IDENTIFIER');
    return this.next();
  }

  /** The white space before the next token is empty: it belongs to the same path. */
  touching(): boolean {
    const previous = this.#tokens[this.#index - 1];
    return previous !== undefined && previous.end === this.peek().start;
  }

  error(description: string, at: Position = this.peek()): void {
    this.issues.push({ severity: 'ERROR', description, line: at.line, column: at.column });
  }

  fail(description: string, at: Position = this.peek()): ParseFailure {
    this.error(description, at);
    return new ParseFailure(description);
  }

  unexpected(): ParseFailure {
    return this.fail(`Unexpected '${this.peek().text}'.`);
  }

  mismatched(expected: string): ParseFailure {
    return this.fail(`mismatched input '${this.peek().text}' expecting ${expected}`);
  }

  /** Runs a nested parser, refusing input that nests deeper than any legal expression. */
  nested<T>(parse: () => T): T {
    if (this.#depth >= MAX_RECURSION) throw this.fail('Expression is too complex to evaluate safely.');
    this.#depth++;
    try {
      return parse();
    } finally {
      this.#depth--;
    }
  }

  /**
   * Ends a statement: the semicolon may be missing before a closing brace, as the official compiler allows.
   */
  endStatement(): void {
    if (this.accept(';') || this.at('}')) return;
    this.error(`missing ';' at '${this.peek().text}'`);
  }

  /** After a failure: passes the rest of the statement, nested braces included. */
  skipStatement(): void {
    let depth = 0;
    while (!this.atEnd()) {
      if (depth === 0 && this.at('}')) return;
      const token = this.next();
      if (token.kind !== 'symbol') continue;
      if (token.text === '{') depth++;
      // A brace that a path or a block follows closed a wildcard.
      else if (token.text === '}' && --depth === 0 && !this.at('{') && !this.at('/')) return;
      else if (token.text === ';' && depth === 0) return;
    }
  }
}
