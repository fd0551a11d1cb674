import { describe, expect, it } from 'vitest';
import { AUDIT_FIELDS } from '#contracts/collections/audit.ts';
import { audit as en } from './en.ts';
import { audit as es } from './es.ts';
import { audit as ptBR } from './pt-BR.ts';

describe.each([
  ['en', en.fields],
  ['es', es.fields],
  ['pt-BR', ptBR.fields],
])('the words of the audit log in %s', (_locale, fields) => {
  it('name every field whose change is recorded, and no other', () => {
    expect(Object.keys(fields).toSorted()).toEqual(AUDIT_FIELDS.toSorted());
    expect(Object.values(fields).filter((word) => word.trim() === '')).toEqual([]);
  });
});
