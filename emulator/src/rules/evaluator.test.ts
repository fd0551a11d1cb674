import { describe, expect, it } from 'vitest';
import { judge, outcomeOf } from './test-support.ts';

const ERROR = 'resource.data.missing';
const ERROR_TEXT = 'Property missing is undefined on object.';

describe('errors among booleans', () => {
  it.each([
    [`${ERROR} || true`, 'allowed'],
    [`true || ${ERROR}`, 'allowed'],
    [`${ERROR} || false`, ERROR_TEXT],
    [`false || ${ERROR}`, ERROR_TEXT],
    [`${ERROR} && false`, 'false'],
    [`false && ${ERROR}`, 'false'],
    [`${ERROR} && true`, ERROR_TEXT],
    [`true && ${ERROR}`, ERROR_TEXT],
    [`(${ERROR} && false) || true`, 'allowed'],
    [`!${ERROR}`, ERROR_TEXT],
    [`!(${ERROR} == 1)`, ERROR_TEXT],
    [`${ERROR} == null`, ERROR_TEXT],
    [`${ERROR} != 'x'`, ERROR_TEXT],
    [`${ERROR} ? true : true`, ERROR_TEXT],
    [`(${ERROR} ? true : true) || true`, 'allowed'],
    [`true ? true : ${ERROR}`, 'allowed'],
    [`[${ERROR}].size() == 1`, ERROR_TEXT],
    [`${ERROR} in ['a']`, ERROR_TEXT],
    [`${ERROR} is string`, ERROR_TEXT],
    ['1 && true', 'Type error. Received: [int] Expected: [bool].'],
    ['false || 1', 'Type error. Received: [int] Expected: [bool].'],
    ['1 && false', 'false'],
    ["'a' || true", 'allowed'],
    ['1 ? true : false', 'Type error. Received: [int] Expected: [bool].'],
    ['(1 && true) || !(1 && true)', 'Type error. Received: [int] Expected: [bool].'],
    ["'ab'", 'Type error. Received: [string] Expected: [bool].'],
    ['null', 'Null value error.'],
    ['!null', 'Null value error.'],
    ['null.x == 1', 'Null value error.'],
    ['null.size() == 1', 'Null value error.'],
    ['unknownName == 1', 'Variable not found error: Name: [unknownName].'],
    ['unknownFunction() == 1', 'Function not found error: Name: [unknownFunction].'],
  ])('%s', (condition, outcome) => {
    expect(outcomeOf(judge(condition))).toBe(outcome);
  });
});

describe('numbers', () => {
  it.each([
    ['10 / 4 == 2 && -7 / 2 == -3 && -7 % 2 == -1 && 7 % -2 == 1', 'allowed'],
    ['10.0 / 4.0 == 2.5 && 10 / 4.0 == 2.5 && 1 == 1.0 && 1 < 1.5', 'allowed'],
    ['10 / 0 == 1', 'Divide by zero error.'],
    ['10 % 0 == 1', 'Divide by zero error.'],
    ['10 / 0 == 1 || true', 'allowed'],
    ['9223372036854775807 == 9223372036854775807.0', 'false'],
    ['9007199254740993 != 9007199254740992', 'allowed'],
    ['9223372036854775807 + 1 == -9223372036854775808', 'allowed'],
    ['-(1) == -1 && - 1 == -1 && 2 - -1 == 3', 'allowed'],
    ['2 + 3 * 4 == 14 && (2 + 3) * 4 == 20 && 10 - 2 - 3 == 5', 'allowed'],
    ['1 is int && 1 is number && 1.0 is float && 1.0 is number && !(1 is float)', 'allowed'],
    ['1 < null', 'Null value error.'],
    [
      "1 + 'a' == 2",
      'Unsupported operation error. Received: int + string. Expected: int + int, float + float, string + string, timestamp + duration, duration + duration.',
    ],
  ])('%s', (condition, outcome) => {
    expect(outcomeOf(judge(condition))).toBe(outcome);
  });
});

describe('precedence', () => {
  it.each([
    'true || false && false',
    '1 + 1 in [2] && 1 in [1] == true',
    '1 < 2 == true',
    "'a' in ['a'] is bool",
    '!false && true',
    'false ? false : true ? true : false',
    '-1 * -1 == 1',
    "'a' is string == true",
  ])('%s', (condition) => {
    const isKnownError = condition === "'a' in ['a'] is bool";
    // `is` binds tighter than `in`, so that row asks whether 'a' is in a boolean.
    expect(outcomeOf(judge(condition))).toBe(
      isKnownError ? 'Function not found error: Name: [in].' : 'allowed',
    );
  });
});

describe('stored values', () => {
  it.each([
    ["resource.data.text == 'a' && resource.data.text is string", 'allowed'],
    ['resource.data.whole is int && resource.data.whole == 9007199254740993', 'allowed'],
    ['resource.data.part is float && resource.data.part == 0.5', 'allowed'],
    ['resource.data.nothing == null && resource.data.flag is bool', 'allowed'],
    [
      "resource.data.when == timestamp.value(1500) + duration.value(7, 'ns') * 0",
      'Unsupported operation error. Received: duration * int. Expected: int * int, float * float.',
    ],
    ['resource.data.when == timestamp.value(1500)', 'allowed'],
    ["resource.data.raw == b'hi' && resource.data.raw is bytes", 'allowed'],
    ['resource.data.ref == /databases/(default)/documents/users/u1', 'allowed'],
    ['resource.data.place.latitude() == 1.0 && resource.data.place is latlng', 'allowed'],
    ["resource.data.items == [1, 'b'] && resource.data.items is list", 'allowed'],
    ['resource.data.nested.deep == true && resource.data.nested is map', 'allowed'],
    ["resource.id == 'x' && resource.__name__ == request.path && resource is map", 'allowed'],
    ["resource.data.__proto__ == 'own'", 'allowed'],
  ])('%s', (condition, outcome) => {
    const fields = Object.assign(Object.create(null), {
      text: { stringValue: 'a' },
      whole: { integerValue: '9007199254740993' },
      part: { doubleValue: 0.5 },
      nothing: { nullValue: null },
      flag: { booleanValue: true },
      when: { timestampValue: '1970-01-01T00:00:01.500000Z' },
      raw: { bytesValue: 'aGk=' },
      ref: { referenceValue: 'projects/p/databases/(default)/documents/users/u1' },
      place: { geoPointValue: { latitude: 1, longitude: 2 } },
      items: { arrayValue: { values: [{ integerValue: '1' }, { stringValue: 'b' }] } },
      nested: { mapValue: { fields: { deep: { booleanValue: true } } } },
      ['__proto__']: { stringValue: 'own' },
    });
    expect(outcomeOf(judge(condition, fields))).toBe(outcome);
  });
});

describe('functions', () => {
  it('sees its parameters, its lets and the wildcards around its declaration', () => {
    const helpers = "function f(a) { let b = a + '!'; let c = b + database; return c == 'hi!(default)'; }";
    expect(judge("f('hi')", {}, undefined, helpers).allowed).toBe(true);
  });

  it('does not see the wildcards of its caller', () => {
    const decision = judge('f()', {}, undefined, "function f() { return id == 'x'; }");
    expect(outcomeOf(decision)).toBe('Variable not found error: Name: [id].');
  });

  it('keeps the caller’s variables apart from its own', () => {
    const helpers = `
      function inner(a) { let b = a * 2; return b; }
      function outer(a) { let b = inner(a); return b + inner(a + 1) + a; }`;
    expect(judge('outer(1) == 7', {}, undefined, helpers).allowed).toBe(true);
  });

  it('shadows outer functions and built-in names', () => {
    const helpers = "function get(a) { return a; } function int(a) { return a + '!'; }";
    expect(judge("get(1) == 1 && int('a') == 'a!'", {}, undefined, helpers).allowed).toBe(true);
  });

  it('forgets an error in a let that the result does not need', () => {
    const helpers = 'function f() { let b = resource.data.missing; return true || b; }';
    expect(judge('f()', {}, undefined, helpers).allowed).toBe(true);
  });

  it('fails as an unknown function when called with the wrong number of arguments', () => {
    const decision = judge('f(1)', {}, undefined, 'function f() { return true; }');
    expect(outcomeOf(decision)).toBe('Function not found error: Name: [f].');
  });
});
