import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditEntrySchema } from '#contracts/collections/audit.ts';
import { aiSettingsSchema } from '#contracts/collections/automation.ts';
import { paths } from '#contracts/collections/paths.ts';
import { dataKeySchema, secretSchema } from '#contracts/collections/secret.ts';
import { readSecret } from '../connections/secret-store.ts';
import { db } from '../platform/admin.ts';
import { keyringKey, open, seal } from '../platform/vault.ts';
import { aiRequests, controlAi, saveAiKey } from '../testing/ai.ts';
import { createDemoCompany, type DemoCompany } from '../testing/demo-company.ts';
import { startStack, type Stack } from '../testing/stack.ts';
import { openAiProvider } from './open-provider.ts';

const KEY = 'sim-canary-key-0123456789-zq8x';

let stack: Stack;
let acme: DemoCompany;
let admin: string;
let other: string;

beforeAll(async () => {
  stack = await startStack();
  acme = await createDemoCompany('acme');
  const globex = await createDemoCompany('globex');
  admin = await stack.signIn(acme.members.admin);
  other = await stack.signIn(globex.members.admin);
});
afterAll(() => stack.stop());
beforeEach(async () => {
  await controlAi(stack, 'POST', 'reset', {});
  await saveAiKey(stack, admin, 'gemini', null);
  await saveAiKey(stack, admin, 'openai', null);
});

const settings = async (companyId = 'acme') =>
  aiSettingsSchema.parse((await db().doc(paths.aiSettings(companyId)).get()).data());
const secretRef = (secretId: string, companyId = 'acme') => db().doc(paths.secret(companyId, secretId));
const audits = async (companyId = 'acme') =>
  (await db().collection(paths.audit(companyId)).get()).docs.map((entry) =>
    auditEntrySchema.parse(entry.data()),
  );

async function test(provider: 'gemini' | 'openai' = 'gemini', token = admin) {
  const result = await stack.call('testAiKey', { provider }, token);
  return result.ok ? 'works' : result.details?.reason;
}

describe('a saved key', () => {
  it('is stored encrypted, shown by its last four, and recorded by them alone', async () => {
    const before = (await audits()).length;
    await saveAiKey(stack, admin, 'gemini', KEY);
    const saved = await settings();
    expect(saved).toMatchObject({
      keys: { gemini: { lastFour: 'zq8x', setBy: acme.members.admin }, openai: null },
      allowedHosts: [],
      budget: { tokensPerDay: 1_000_000, answersPerDay: 2_000 },
    });
    expect(secretSchema.parse((await secretRef('ai-gemini').get()).data()).lastFour).toBe('zq8x');
    expect(await readSecret('acme', 'ai-gemini', { fresh: true })).toBe(KEY);
    const entries = await audits();
    expect(entries).toHaveLength(before + 1);
    expect(entries.filter(({ action }) => action === 'ai.key-changed')).toContainEqual(
      expect.objectContaining({
        target: { id: 'gemini', name: 'Gemini' },
        by: { uid: acme.members.admin, name: acme.members.admin },
        before: { lastFour: null },
        after: { lastFour: 'zq8x' },
      }),
    );
    const stored = await Promise.all([
      db().collection('companies/acme/settings').get(),
      db().collection(paths.audit('acme')).get(),
      db().collection('companies/acme/secrets').get(),
    ]);
    for (const { docs } of stored)
      expect(JSON.stringify(docs.map((document) => document.data()))).not.toContain('canary');
  });

  it('leaves the other provider and the limits as they are', async () => {
    await saveAiKey(stack, admin, 'openai', 'sim-openai-key-5555');
    await db()
      .doc(paths.aiSettings('acme'))
      .update({ allowedHosts: ['example.test'] });
    await saveAiKey(stack, admin, 'gemini', KEY);
    expect(await settings()).toMatchObject({
      keys: { gemini: { lastFour: 'zq8x' }, openai: { lastFour: '5555' } },
      allowedHosts: ['example.test'],
    });
  });

  it('goes with its secret when it is removed, and removing nothing changes nothing', async () => {
    await saveAiKey(stack, admin, 'gemini', KEY);
    await saveAiKey(stack, admin, 'gemini', null);
    expect((await settings()).keys.gemini).toBeNull();
    expect((await secretRef('ai-gemini').get()).exists).toBe(false);
    const count = (await audits()).length;
    await saveAiKey(stack, admin, 'gemini', null);
    expect(await audits()).toHaveLength(count);
    expect(await openAiProvider('acme', 'gemini', { fresh: true })).toBeNull();
  });

  it('is refused where it can be none, or from whoever may not', async () => {
    const save = (apiKey: string, token: string) =>
      stack.call('saveAiKey', { provider: 'gemini', apiKey }, token);
    expect(await save('sim-clave-ñandú', admin)).toMatchObject({
      details: { reason: 'invalid-input', field: 'apiKey' },
    });
    expect(await save('sim-two words', admin)).toMatchObject({ details: { reason: 'invalid-input' } });
    expect(await save('short', admin)).toMatchObject({ details: { reason: 'invalid-input' } });
    const agent = await stack.signIn(acme.members.agent);
    expect(await save(KEY, agent)).toMatchObject({ details: { reason: 'role-not-allowed' } });
    expect(await test('gemini', agent)).toBe('role-not-allowed');
    expect((await secretRef('ai-gemini').get()).exists).toBe(false);
  });
});

describe('testing a key', () => {
  it.each(['gemini', 'openai'] as const)('tells what is the matter at %s', async (provider) => {
    expect(await test(provider)).toBe('key-missing');
    await saveAiKey(stack, admin, provider, KEY);
    expect(await test(provider)).toBe('works');
    expect((await aiRequests(stack)).at(-1)).toMatchObject({
      provider,
      operation: 'models',
      keyLastFour: 'zq8x',
    });
    await controlAi(stack, 'PUT', '', { refusedKeys: [KEY] });
    expect(await test(provider)).toBe('key-refused');
    await saveAiKey(stack, admin, provider, 'AIza-not-for-the-simulator');
    expect(await test(provider)).toBe('key-refused');
  });

  it('asks for a key again where it cannot be read', async () => {
    await saveAiKey(stack, admin, 'gemini', KEY);
    await secretRef('ai-gemini').update({ tag: 'AAAAAAAAAAAAAAAAAAAAAA==' });
    expect(await test()).toBe('key-missing');
  });
});

describe('companies', () => {
  it('have their own keys, and a copied one does not open', async () => {
    await saveAiKey(stack, admin, 'gemini', KEY);
    expect(await test('gemini', other)).toBe('key-missing');
    expect(await openAiProvider('globex', 'gemini')).toBeNull();
    const stolen = (await secretRef('ai-gemini').get()).data() ?? {};
    await secretRef('ai-gemini', 'globex').set(stolen);
    expect(await test('gemini', other)).toBe('key-missing');
    await secretRef('ai-openai').set(stolen); // nor under another name
    expect(await test('openai')).toBe('key-missing');
    await secretRef('ai-gemini', 'globex').delete();
  });

  it('use what they saved: the provider is asked with the company’s key', async () => {
    await saveAiKey(stack, admin, 'gemini', KEY);
    await saveAiKey(stack, other, 'gemini', 'sim-key-of-globex-9999');
    const provider = await openAiProvider('globex', 'gemini', { fresh: true });
    expect(await provider?.checkKey(5000)).toEqual({ outcome: 'accepted' });
    expect((await aiRequests(stack)).at(-1)?.keyLastFour).toBe('9999');
    await saveAiKey(stack, other, 'gemini', null);
  });
});

it('a token of a channel that was stored before there were other secrets still opens', async () => {
  const dataKey = dataKeySchema.parse((await db().doc(paths.dataKey('acme', 1)).get()).data());
  const wrapped = { ...dataKey, ciphertext: dataKey.wrapped };
  const key = open(keyringKey(dataKey.keyringId), wrapped, 'acme|data-key|1');
  const plaintext = Buffer.from(JSON.stringify({ authToken: 'an-old-token-of-a-channel' }));
  const sealed = seal(key, plaintext, 'acme|old-channel|1');
  const about = { version: 1, dataKeyVersion: 1, lastFour: 'nnel', setBy: 'test', setAt: 1 };
  await secretRef('old-channel').set({ ...sealed, ...about });
  expect(await readSecret('acme', 'old-channel')).toBe('an-old-token-of-a-channel');
});

it('no key stands in anything that the functions printed', () => {
  expect(stack.output()).toContain('ai request failed');
  for (const canary of [KEY, 'canary-key', 'ñandú', 'AIza-not', 'key-of-globex'])
    expect(stack.output()).not.toContain(canary);
});
