import type { RulesIssue } from './types.ts';

/** A place in the source; both count from 1. */
export interface Position {
  line: number;
  column: number;
}

type TokenKind = 'identifier' | 'int' | 'float' | 'string' | 'bytes' | 'symbol' | 'end';

export interface Token extends Position {
  kind: TokenKind;
  /** The source text, or the decoded value of a string. Bytes carry one char per byte. */
  text: string;
  /** Offsets into the source: two tokens touch when one's `end` is the other's `start`. */
  start: number;
  end: number;
}

const SYMBOLS_OF_TWO = new Set(['&&', '||', '==', '!=', '<=', '>=', '**']);
const SYMBOLS_OF_ONE = new Set('!+-*/%?:;,.()[]{}=$<>');
const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '`': '`',
};

/**
 * Splits a rules source into tokens. Never throws: what cannot be read becomes an issue and is skipped.
 *
 * @returns the tokens, the last of kind `end`, and the issues met on the way.
 */
export function tokenize(source: string): { tokens: Token[]; issues: RulesIssue[] } {
  return new Lexer(source).run();
}

class Lexer {
  readonly #source: string;
  readonly #tokens: Token[] = [];
  readonly #issues: RulesIssue[] = [];
  #offset = 0;
  #line = 1;
  #lineStart = 0;

  constructor(source: string) {
    this.#source = source;
  }

  run(): { tokens: Token[]; issues: RulesIssue[] } {
    while (this.#skipBlank()) this.#readToken();
    this.#push('end', '<EOF>', this.#offset, this.#position());
    return { tokens: this.#tokens, issues: this.#issues };
  }

  #position(): Position {
    return { line: this.#line, column: this.#offset - this.#lineStart + 1 };
  }

  #push(kind: TokenKind, text: string, start: number, at: Position): void {
    this.#tokens.push({ kind, text, start, end: this.#offset, line: at.line, column: at.column });
  }

  #fail(description: string, at: Position): void {
    this.#issues.push({ severity: 'ERROR', description, line: at.line, column: at.column });
  }

  /** Passes white space and comments; false at the end of the source. */
  #skipBlank(): boolean {
    while (this.#offset < this.#source.length) {
      const char = this.#source.charAt(this.#offset);
      if (char === '\n') {
        this.#offset++;
        this.#line++;
        this.#lineStart = this.#offset;
      } else if (/\s|\uFEFF/.test(char)) {
        this.#offset++;
      } else if (this.#source.startsWith('//', this.#offset)) {
        const end = this.#source.indexOf('\n', this.#offset);
        this.#offset = end < 0 ? this.#source.length : end;
      } else if (this.#source.startsWith('/*', this.#offset)) {
        this.#skipBlockComment();
      } else {
        return true;
      }
    }
    return false;
  }

  #skipBlockComment(): void {
    const at = this.#position();
    const close = this.#source.indexOf('*/', this.#offset + 2);
    if (close < 0) this.#fail("token recognition error at: '/*'", at);
    const end = close < 0 ? this.#source.length : close + 2;
    for (; this.#offset < end; this.#offset++) {
      if (this.#source.charAt(this.#offset) !== '\n') continue;
      this.#line++;
      this.#lineStart = this.#offset + 1;
    }
  }

  #readToken(): void {
    const at = this.#position();
    const start = this.#offset;
    const char = this.#source.charAt(start);
    const next = this.#source.charAt(start + 1);
    if ((char === 'b' || char === 'B') && (next === "'" || next === '"')) {
      this.#offset++;
      this.#readString('bytes', start, at);
    } else if (char === "'" || char === '"') {
      this.#readString('string', start, at);
    } else if (/[A-Za-z_]/.test(char)) {
      this.#take(/[A-Za-z0-9_]*/y);
      this.#push('identifier', this.#source.slice(start, this.#offset), start, at);
    } else if (/[0-9]/.test(char)) {
      this.#readNumber(start, at);
    } else if (SYMBOLS_OF_TWO.has(char + next)) {
      this.#offset += 2;
      this.#push('symbol', char + next, start, at);
    } else {
      this.#offset++;
      if (SYMBOLS_OF_ONE.has(char)) this.#push('symbol', char, start, at);
      else this.#fail(`token recognition error at: '${char}'`, at);
    }
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#offset;
    const text = pattern.exec(this.#source)?.[0] ?? '';
    this.#offset += text.length;
    return text;
  }

  #readNumber(start: number, at: Position): void {
    this.#take(/[0-9]+/y);
    const fraction = this.#take(/\.[0-9]+/y);
    // An exponent belongs to a number only when digits follow: `1e` is a path segment, not a float.
    const exponent = this.#take(/[eE][+-]?[0-9]+(?![A-Za-z0-9_])/y);
    this.#push(fraction || exponent ? 'float' : 'int', this.#source.slice(start, this.#offset), start, at);
  }

  #readString(kind: 'string' | 'bytes', start: number, at: Position): void {
    const quote = this.#source.charAt(this.#offset++);
    let value = '';
    for (;;) {
      const char = this.#source.charAt(this.#offset);
      if (char === '' || char === '\n') {
        this.#fail(`token recognition error at: '${this.#source.slice(start, this.#offset)}'`, at);
        return;
      }
      if (char === quote) break;
      if (char === '\\') {
        value += this.#readEscape(kind);
        continue;
      }
      const codePoint = String.fromCodePoint(this.#source.codePointAt(this.#offset) ?? 0);
      this.#offset += codePoint.length;
      value += kind === 'bytes' ? Buffer.from(codePoint, 'utf8').toString('latin1') : codePoint;
    }
    this.#offset++;
    this.#push(kind, value, start, at);
  }

  /** `\/` and other unknown escapes are refused, as the production compiler does. */
  #readEscape(kind: 'string' | 'bytes'): string {
    const at = this.#position();
    this.#offset++;
    const hex = this.#take(kind === 'bytes' ? /x[0-9a-fA-F]{2}/y : /x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}/y);
    if (hex) return String.fromCharCode(Number.parseInt(hex.slice(1), 16));
    const octal = this.#take(/[0-3][0-7]{2}/y);
    if (octal) return String.fromCharCode(Number.parseInt(octal, 8));
    const char = this.#source.charAt(this.#offset);
    const simple = SIMPLE_ESCAPES[char];
    if (char !== '\n') this.#offset++;
    if (simple !== undefined) return simple;
    this.#fail(`token recognition error at: '\\${char}'`, at);
    return '';
  }
}
