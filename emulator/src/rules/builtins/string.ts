import { RulesBytes, RulesError, type RulesValue } from '../values.ts';
import { compileRegex } from './regex.ts';
import { method, type Builtin } from './table.ts';

/** https://firebase.google.com/docs/reference/rules/rules.String; expressions are RE2. */
export const STRING_METHODS: readonly Builtin[] = [
  method('string', 'size', [], (text) => BigInt(text.length)),
  method('string', 'lower', [], (text) => text.toLowerCase()),
  method('string', 'upper', [], (text) => text.toUpperCase()),
  method('string', 'trim', [], (text) => text.trim()),
  method('string', 'toUtf8', [], (text) => new RulesBytes(Buffer.from(text, 'utf8'))),
  // The whole string must match: recorded from production.
  method('string', 'matches', ['string'], (text, pattern) =>
    withRegex(pattern, (regex) => regex.testExact(text)),
  ),
  method('string', 'split', ['string'], (text, pattern) => withRegex(pattern, (regex) => regex.split(text))),
  method('string', 'replace', ['string', 'string'], (text, pattern, substitute) =>
    withRegex(pattern, (regex) => replaceAll(regex, text, substitute)),
  ),
];

type Regex = NonNullable<ReturnType<typeof compileRegex>>;

function withRegex(pattern: string, use: (regex: Regex) => RulesValue): RulesValue {
  const regex = compileRegex(pattern);
  return regex ? use(regex) : new RulesError(`Invalid regular expression: ${pattern}.`);
}

function replaceAll(regex: Regex, text: string, substitute: string): RulesValue {
  try {
    return regex.matcher(text).replaceAll(substitute, true);
  } catch {
    // The substitute names a group that the expression does not have.
    return new RulesError(`Invalid replacement: ${substitute}.`);
  }
}
