import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths } from '#contracts/collections/paths.ts';
import { taxonomySchema } from '#contracts/collections/taxonomy.ts';
import { db } from '../platform/admin.ts';
import { createDemoCompany, QUEUE_ID, TAG_ID } from '../testing/demo-company.ts';
import { startStack, type Stack } from '../testing/stack.ts';

let stack: Stack;
let admin: string;
let supervisor: string;

beforeAll(async () => {
  stack = await startStack();
  const { members } = await createDemoCompany('acme');
  admin = await stack.signIn(members.admin);
  supervisor = await stack.signIn(members.supervisor);
});
afterAll(() => stack.stop());

const sales = { queueId: null, name: 'Sales', color: 'blue', archived: false } as const;

describe('queues and tags', () => {
  it('are saved side by side without losing each other', async () => {
    const results = await Promise.all([
      stack.call('saveQueue', sales, admin),
      stack.call('saveQueue', { ...sales, name: 'Billing' }, admin),
      stack.call('saveTag', { tagId: null, name: 'Urgent', color: 'red', archived: false }, supervisor),
    ]);
    expect(results.every(({ ok }) => ok)).toBe(true);
    const taxonomy = taxonomySchema.parse((await db().doc(paths.taxonomy('acme')).get()).data());
    expect(
      Object.values(taxonomy.queues)
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(['Billing', 'Sales', 'Support']);
    expect(
      Object.values(taxonomy.tags)
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(['Urgent', 'VIP']);
  });

  it('keep names unique whatever their case and accents, and let archived names be used again', async () => {
    const again = { ...sales, name: 'súpport' };
    expect(await stack.call('saveQueue', again, admin)).toMatchObject({
      status: 'ALREADY_EXISTS',
      details: { reason: 'name-taken', field: 'name' },
    });
    await stack.call(
      'saveQueue',
      { queueId: QUEUE_ID, name: 'Support', color: 'teal', archived: true },
      admin,
    );
    expect(await stack.call('saveQueue', again, admin)).toMatchObject({ ok: true });
    expect(
      await stack.call('saveTag', { tagId: 'none', name: 'X', color: 'red', archived: false }, admin),
    ).toMatchObject({
      details: { reason: 'not-found' },
    });
    expect(
      await stack.call('saveTag', { tagId: TAG_ID, name: 'Gold', color: 'yellow', archived: false }, admin),
    ).toEqual({
      ok: true,
      data: { tagId: TAG_ID },
    });
  });
});
