import { expect, test } from 'vitest';
import { openTestDatabase, queryOf, setWrite, whereEqual } from './test-support.ts';

test('keeps databases apart by project and id, and gives the same one again', async () => {
  const { engine, database } = openTestDatabase();
  const other = engine.database('demo-test', 'other');
  await database.commit([setWrite('c/1', {})]);
  expect(other.peek('c/1')).toBeNull();
  expect(engine.database('demo-test', '(default)')).toBe(database);
  expect(engine.databases()).toEqual([database, other]);
  expect(other.epoch).not.toBe(database.epoch);
});

test('enforces the indexes of a project once it has any', async () => {
  const { engine, database } = openTestDatabase();
  const query = queryOf('c', {
    ...whereEqual('open', true),
    orderBy: [{ field: ['n'], direction: 'DESCENDING' }],
  });
  await database.runQuery(query);
  const refusal = { status: 'FAILED_PRECONDITION', message: expect.stringContaining('requires an index') };
  engine.setIndexes(
    'demo-test',
    [{ collectionGroup: 'd', queryScope: 'COLLECTION', fields: [{ fieldPath: 'a' }, { fieldPath: 'b' }] }],
    [],
  );
  await expect(database.runQuery(query)).rejects.toMatchObject(refusal);
  await expect(database.aggregate(query, [{ alias: 'n', kind: 'count' }])).rejects.toMatchObject(refusal);
  expect(() => database.watch({ kind: 'query', query }, null, () => undefined)).toThrow(/requires an index/);
  await engine.database('another-project', '(default)').runQuery(query);
  engine.setIndexes(
    'demo-test',
    [
      {
        collectionGroup: 'c',
        queryScope: 'COLLECTION',
        fields: [
          { fieldPath: 'open', order: 'ASCENDING' },
          { fieldPath: 'n', order: 'DESCENDING' },
        ],
      },
    ],
    [],
  );
  await database.runQuery(query);
});
