import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

interface Border {
  rule: string;
  /** Files that the rule is about. */
  from: RegExp;
  /** Where they may not import from. */
  to: RegExp;
  /** What is allowed all the same; `$1` is what `from` captured first. */
  except?: string;
}

/** Imports point one way: web -> contracts <- functions; what is local stands beside them. */
const BORDERS: Border[] = [
  { rule: 'contracts import nothing of the product', from: /^contracts\//, to: /^(?!contracts\/)/ },
  {
    rule: 'functions import contracts alone',
    from: /^functions\/src\//,
    to: /^(?!functions\/src\/|contracts\/)/,
  },
  { rule: 'the app imports contracts alone', from: /^web\/src\//, to: /^(?!web\/src\/|contracts\/)/ },
  { rule: 'the emulator imports nothing of the product', from: /^emulator\//, to: /^(?!emulator\/)/ },
  { rule: 'the simulator imports nothing of the product', from: /^simulator\//, to: /^(?!simulator\/)/ },
  {
    rule: 'a channel knows its provider only: no feature, no other channel',
    from: /^functions\/src\/channels\/([^/]+)\//,
    to: /^functions\/src\//,
    except: '^functions/src/(platform/|channels/contract\\.ts|channels/$1/)',
  },
  {
    rule: 'the platform of functions knows no feature and no channel',
    from: /^functions\/src\/platform\//,
    to: /^functions\/src\/(?!platform\/)/,
  },
  {
    rule: 'a feature of the app imports no other feature',
    from: /^web\/src\/features\/([^/]+)\//,
    to: /^web\/src\/(features|app)\//,
    except: '^web/src/features/$1/',
  },
  {
    rule: 'the design system has no data access',
    from: /^web\/src\/ui\//,
    to: /^web\/src\/(features|app|platform)\//,
    // What an error is, so that it can be shown.
    except: '^web/src/platform/app-error[.]ts$',
  },
  {
    rule: 'the engine of Firestore has no sockets',
    from: /^emulator\/src\/firestore\/engine\//,
    to: /^emulator\/src\/(?!firestore\/engine\/|shared\/)/,
  },
];

const imports = globSync('{contracts,functions/src,web/src,emulator/src,simulator/{src,phone}}/**/*.{ts,tsx}')
  .map((file) => file.split(path.sep).join('/'))
  // Tests may stand on the whole local stack; so may what they share.
  .filter((file) => !/\.(test|suite)\.tsx?$|\/testing\/|\/conformance\/|test-support/.test(file))
  .flatMap((file) => importsOf(file).map((target) => ({ file, target })));

describe('imports point one way', () => {
  test('there are imports to judge', () => {
    expect(imports.length).toBeGreaterThan(500);
  });

  test.each(BORDERS)('$rule', ({ from, to, except }) => {
    const crossings = imports.filter(({ file, target }) => {
      const match = from.exec(file);
      if (!match || !to.test(target)) return false;
      return except === undefined || !new RegExp(except.replaceAll('$1', match[1] ?? '')).test(target);
    });
    expect(crossings).toEqual([]);
  });
});

/** Files of the repository that a file imports; packages do not count. */
function importsOf(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  const specifiers = [...source.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(
    (match) => match[1] ?? '',
  );
  return specifiers.flatMap((specifier) => {
    if (specifier.startsWith('#contracts/')) return [specifier.slice(1)];
    if (!specifier.startsWith('.')) return [];
    return [path.posix.join(path.posix.dirname(file), specifier)];
  });
}
