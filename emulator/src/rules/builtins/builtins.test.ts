import { describe, expect, it } from 'vitest';
import { judge, outcomeOf } from '../test-support.ts';

/** A row: the expression, and 'allowed' or the text of the error it ends in. */
type Row = readonly [expression: string, outcome: string];

const notFound = (name: string) => `Function not found error: Name: [${name}].`;

function check(rows: readonly Row[]): void {
  it.each(rows)('%s', (expression, outcome) => {
    expect(outcomeOf(judge(expression))).toBe(outcome);
  });
}

describe('string', () => {
  check([
    ["'abc'.size() == 3", 'allowed'],
    ["'aBc'.lower() == 'abc' && 'aBc'.upper() == 'ABC'", 'allowed'],
    ["'  a b '.trim() == 'a b'", 'allowed'],
    ["'é'.toUtf8().size() == 2", 'allowed'],
    ["'a' + 'b' == 'ab'", 'allowed'],
    ["'hello'.matches('hello')", 'allowed'],
    ["'hello world'.matches('world')", 'false'],
    ["'hello world'.matches('.*world')", 'allowed'],
    ["'abc123!'.matches('[a-z]+[0-9]+')", 'false'],
    ["'a@acme.com'.matches('.*@acme\\\\.com')", 'allowed'],
    ["'axacmeycom'.matches('.*acme\\\\.com')", 'false'],
    ["'x'.matches('(')", 'Invalid regular expression: (.'],
    ["'a1b22c'.split('[0-9]+') == ['a', 'b', 'c']", 'allowed'],
    ["'a-b-c'.replace('-', '+') == 'a+b+c'", 'allowed'],
    ["'ab'.replace('(a)(b)', '$2$1') == 'ba'", 'allowed'],
    ["'ab'.replace('a', '$9') == 'x'", 'Invalid replacement: $9.'],
    ["'hello'[1:3] == 'el' && 'hello'[1] == 'e'", 'allowed'],
    ["'hello'[3:3] == ''", 'allowed'],
    ["'hello world'[6:99] == 'world'", 'Index out of bound error. Index: [98] , size: [11].'],
    ["'b' in 'abc'", notFound('in')],
    ["'abc'.reverse() == 'cba'", notFound('reverse')],
    [
      "'abc'.matches(1)",
      'Unsupported operation error. Received: string.matches(int). Expected: string.matches(string).',
    ],
    ["'abc'.size(1) == 3", 'Incorrect number of arguments. Received: 1. Expected: string.size().'],
  ]);
});

describe('list', () => {
  check([
    ["['a', 'b'].size() == 2", 'allowed'],
    ["['a'].concat(['a', 'b']) == ['a', 'a', 'b']", 'allowed'],
    ["['a', 'b', 'a'].removeAll(['a']) == ['b']", 'allowed'],
    ["['a', 'b'].hasAll(['a']) && !['a'].hasAll(['a', 'b'])", 'allowed'],
    ["['a', 'b'].hasAny(['b', 'c']) && !['a'].hasAny([])", 'allowed'],
    ["['a', 'a'].hasOnly(['a', 'b']) && !['a', 'c'].hasOnly(['a', 'b'])", 'allowed'],
    ["['a', 1, 2.0, true, null].join('-') == 'a-1-2.0-true-null'", 'allowed'],
    ["['a', 'a', 'b'].toSet().size() == 2", 'allowed'],
    ["['a', 'b'][1] == 'b'", 'allowed'],
    ["['a', 'b'][2] == 'b'", 'Index out of bound error. Index: [2] , size: [2].'],
    ["['a', 'b', 'c', 'd'][1:3] == ['b', 'c']", 'allowed'],
    ["['a', 'b', 'c', 'd'][2:2].size() == 0", 'allowed'],
    ["['a', 'b', 'c', 'd'][1:99].size() == 3", 'Index out of bound error. Index: [98] , size: [4].'],
    ["['a', 'b'][0:0].size() == 0", 'Index out of bound error. Index: [-1] , size: [2].'],
    ["'a' in ['a'] && !('b' in ['a'])", 'allowed'],
    ['1 in [1.0]', 'false'],
    ['[1] == [1.0]', 'false'],
    [
      "(['a'] + ['b']).size() == 2",
      'Unsupported operation error. Received: list + list. Expected: int + int, float + float, ' +
        'string + string, timestamp + duration, duration + duration.',
    ],
    ["['a'].union(['b']).size() == 2", notFound('union')],
    [
      "['a'].hasAny(['a'].toSet())",
      'Unsupported operation error. Received: list.hasAny(set). Expected: list.hasAny(list).',
    ],
    ["['a'].size > 0", 'Type error. Received: [list] Expected: [map,path].'],
  ]);
});

describe('map', () => {
  check([
    ["{'b': 1, 'a': 2}.keys() == ['a', 'b'] && {'b': 1, 'a': 2}.values() == [2, 1]", 'allowed'],
    ["{'a': 1}.size() == 1", 'allowed'],
    ["{'a': 1}.a == 1 && {'a': 1}['a'] == 1", 'allowed'],
    ["{'a': 1}.b == null", 'Property b is undefined on object.'],
    ["{'a': 1}['b'] == null", 'Property b is undefined on object.'],
    ["{'a': 1}.get('a', 5) == 1 && {'a': 1}.get('b', 5) == 5", 'allowed'],
    ["{'a': null}.get('a', 5) == null", 'allowed'],
    ["{'a': {'b': 1}}.get(['a', 'b'], 5) == 1", 'allowed'],
    ["{'a': {'b': 1}}.get(['a', 'c'], 5) == 5 && {'a': 1}.get(['a', 'c'], 5) == 5", 'allowed'],
    [
      "{'a': 1}.get('a') == 1",
      'Incorrect number of arguments. Received: 1. Expected: map.get(string, any), map.get(list, any).',
    ],
    ["'a' in {'a': 1} && !('b' in {'a': 1})", 'allowed'],
    ["1 in {'a': 1}", 'Unsupported operation error. Received: map.in(int). Expected: map.in(string).'],
    ["'toString' in {'a': 1} || 'constructor' in {'a': 1} || '__proto__' in {'a': 1}", 'false'],
    ["{'toString': 1}.keys() == ['toString'] && 'toString' in {'toString': 1}", 'allowed'],
    ["{'a': 1}.constructor == 1", 'Property constructor is undefined on object.'],
    ["{'a': 1}.hasAll(['a'])", notFound('hasAll')],
    ["{'a': 1, 'b': [1]} == {'b': [1], 'a': 1}", 'allowed'],
  ]);
});

describe('map diff', () => {
  const diff = "{'same': 1, 'new': 2, 'changed': 3}.diff({'same': 1.0, 'old': 2, 'changed': 4})";
  check([
    [`${diff}.addedKeys().hasOnly(['new'])`, 'allowed'],
    [`${diff}.removedKeys().hasOnly(['old'])`, 'allowed'],
    [`${diff}.changedKeys().hasOnly(['changed'])`, 'allowed'],
    [`${diff}.unchangedKeys().hasOnly(['same'])`, 'allowed'],
    [`${diff}.affectedKeys() == ['new', 'old', 'changed'].toSet()`, 'allowed'],
    [`${diff} is map_diff`, 'allowed'],
    [
      "{'a': 1}.diff(null).affectedKeys().size() == 0",
      'Unsupported operation error. Received: map.diff(null). Expected: map.diff(map).',
    ],
  ]);
});

describe('set', () => {
  check([
    ['[1, 2].toSet().union([2, 3].toSet()) == [3, 2, 1].toSet()', 'allowed'],
    ['[1, 2].toSet().intersection([2, 3].toSet()).hasOnly([2])', 'allowed'],
    ['[1, 2].toSet().difference([1].toSet()).hasOnly([2])', 'allowed'],
    [
      '[1, 2].toSet().difference([1]).hasOnly([2])',
      'Unsupported operation error. Received: set.difference(list). Expected: set.difference(set).',
    ],
    ['[1, 2].toSet().hasAll([1].toSet()) && [1].toSet().hasAny([1, 2])', 'allowed'],
    ['1 in [1, 2].toSet()', 'allowed'],
    ['[1, 1.0].toSet().size() == 1', 'allowed'],
    ['[[1], [1.0]].toSet().size() == 1', 'allowed'],
  ]);
});

describe('path', () => {
  check([
    ["/users/alice == path('users/alice') && /users/alice is path", 'allowed'],
    ["/users/$('alice')/x-1 == path('/users/alice/x-1')", 'allowed'],
    ["path('users/alice')[1] == 'alice'", 'allowed'],
    ["path('users/{uid}').bind({'uid': 'alice'}) == /users/alice", 'allowed'],
    ["path('users/{uid}').bind({'uid': 'alice'}).uid == 'alice'", 'allowed'],
    [
      "path('users/{uid}').bind({'uid': 1}) == /users/alice",
      'Type error. Received: [int] Expected: [string].',
    ],
    [
      "path(path('users/alice')) == /users/alice",
      'Unsupported operation error. Received: path(path). Expected: path(string).',
    ],
    ['/users/$(1) is path', 'Type error. Received: [int] Expected: [string].'],
    ['/users/$(null) is path', 'Null value error.'],
    ["request.path == /databases/(default)/documents/things/$(id) && request.path[4] == 'x'", 'allowed'],
  ]);
});

describe('bytes and hashing', () => {
  check([
    ["'hi'.toUtf8().toBase64() == 'aGk='", 'allowed'],
    ["'~~~'.toUtf8().toBase64() == 'fn5-'", 'allowed'],
    ["'hi'.toUtf8().toHexString() == '6869'", 'allowed'],
    ["b'\\x00\\xff'.toHexString() == '00FF' && b'a' == 'a'.toUtf8()", 'allowed'],
    ["hashing.md5('').toHexString() == 'D41D8CD98F00B204E9800998ECF8427E'", 'allowed'],
    [
      "hashing.sha256('abc').toHexString() == 'BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD'",
      'allowed',
    ],
    ["hashing.crc32('123456789').toHexString() == '2639F4CB'", 'allowed'],
    ["hashing.crc32c('123456789').toHexString() == '839206E3'", 'allowed'],
    ["hashing.md5('hello'.toUtf8()) == hashing.md5('hello')", 'allowed'],
    [
      "hashing.md5(1) == b''",
      'Unsupported operation error. Received: hashing.md5(int). Expected: hashing.md5(bytes), hashing.md5(string).',
    ],
  ]);
});

describe('timestamp and duration', () => {
  check([
    ['request.time == timestamp.value(1772368215250)', 'allowed'],
    ['request.time.year() == 2026 && request.time.month() == 3 && request.time.day() == 1', 'allowed'],
    ['request.time.hours() == 12 && request.time.minutes() == 30 && request.time.seconds() == 15', 'allowed'],
    ['request.time.nanos() == 250000000 && request.time.toMillis() == 1772368215250', 'allowed'],
    ['request.time.dayOfWeek() == 7 && request.time.dayOfYear() == 60', 'allowed'],
    ['request.time.date() == timestamp.date(2026, 3, 1)', 'allowed'],
    ['request.time.time() == duration.time(12, 30, 15, 250000000)', 'allowed'],
    ["timestamp.value(0) + duration.value(60, 's') == timestamp.value(60000)", 'allowed'],
    ["timestamp.value(60000) - duration.value(1, 'm') == timestamp.value(0)", 'allowed'],
    ["timestamp.value(60000) - timestamp.value(0) == duration.value(60, 's')", 'allowed'],
    [
      "duration.value(1, 'w') == duration.value(7, 'd') && duration.value(1, 'ms') == duration.value(1000000, 'ns')",
      'allowed',
    ],
    [
      "duration.value(2, 'h') > duration.value(90, 'm') && duration.abs(duration.value(-5, 's')) == duration.value(5, 's')",
      'allowed',
    ],
    [
      "duration.value(1500, 'ms').seconds() == 1 && duration.value(1500, 'ms').nanos() == 500000000",
      'allowed',
    ],
    ["duration.value(1, 'y') is duration", 'Invalid duration unit: y.'],
    ['timestamp.date(2026, 2, 30) is timestamp', 'Invalid date: 2026-2-30.'],
    ['timestamp.value(-1).nanos() == 999000000 && timestamp.value(-1).year() == 1969', 'allowed'],
    [
      '1 < request.time',
      'Unsupported operation error. Received: int < timestamp. Expected: int < int, float < float, ' +
        'string < string, timestamp < timestamp, duration < duration.',
    ],
  ]);
});

describe('latlng', () => {
  check([
    ['latlng.value(1, 2).latitude() == 1.0 && latlng.value(1, 2.5).longitude() == 2.5', 'allowed'],
    ['latlng.value(0, 0).distance(latlng.value(0, 1)) > 111000.0', 'allowed'],
    ['latlng.value(0, 0).distance(latlng.value(0, 1)) < 111300.0', 'allowed'],
    [
      'latlng.value(-100, -122.08) is latlng',
      'Latitude should be in [-90,90] range and longitude should be in [-180,180] range. latitude: -100.0, longitude: -122.08.',
    ],
    ['latlng.value(1, 2).latitude == 1.0', 'Type error. Received: [latlng] Expected: [map,path].'],
  ]);
});

describe('math', () => {
  check([
    ['math.abs(-1) == 1 && math.abs(-1) is int && math.abs(-1.5) == 1.5', 'allowed'],
    ['math.abs(-9223372036854775808) < 0', 'allowed'],
    ['math.ceil(1.1) == 2 && math.ceil(1) is float && math.floor(1.9) is float', 'allowed'],
    ['math.round(1.5) == 2 && math.round(1.5) is int && math.round(-0.5) == 0', 'allowed'],
    ['math.sqrt(9) == 3.0 && math.pow(2, 10) == 1024.0', 'allowed'],
    ["math.isNaN(float('1')) == false", 'allowed'],
    ['math.isInfinite(1.0)', notFound('math.isInfinite')],
    [
      'math.abs() == 1',
      'Incorrect number of arguments. Received: 0. Expected: math.abs(int), math.abs(float).',
    ],
    [
      "math.ceil('1') == 1",
      'Unsupported operation error. Received: math.ceil(string). Expected: math.ceil(float).',
    ],
  ]);
});

describe('conversions', () => {
  check([
    ["int('42') == 42 && int(2.9) == 2 && int(-2.9) == -2", 'allowed'],
    ["float('1.5') == 1.5 && float(1) is float", 'allowed'],
    [
      "string(1) == '1' && string(1.0) == '1.0' && string(true) == 'true' && string(null) == 'null'",
      'allowed',
    ],
    ["string(/a/b) == '/a/b'", 'allowed'],
    ["int('4x') == 4", 'Unable to convert string to int. Received: 4x.'],
    ["int('9223372036854775808') == 0", 'Unable to convert string to int. Received: 9223372036854775808.'],
    ["float('x') == 4.0", 'Unable to convert string to float. Received: x.'],
    ['bool(true)', notFound('bool')],
    ['debug(true)', 'allowed'],
  ]);
});
