import { fromJsonObject } from './convert.ts';
import type { RulesAuth } from './types.ts';
import { RulesMap, type RulesValue } from './values.ts';

/** `request`: `auth`, null for an anonymous caller, and what the service adds, each made when first read. */
export function requestMap(auth: RulesAuth | null, own: ReadonlyMap<string, () => RulesValue>): RulesMap {
  return new RulesMap(
    () => ['auth', ...own.keys()],
    (key) => (key === 'auth' ? auth && authMap(auth) : own.get(key)?.()),
  );
}

function authMap({ uid, token }: RulesAuth): RulesMap {
  return new RulesMap(
    () => ['uid', 'token'],
    (key) => {
      if (key === 'uid') return uid;
      return key === 'token' ? fromJsonObject(token) : undefined;
    },
  );
}
