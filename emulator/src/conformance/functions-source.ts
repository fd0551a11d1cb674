/** Functions that answer with what they were given, so that a test can see it. */
export const FIXTURE_FUNCTIONS = `
import { onRequest, onCall, HttpsError } from 'firebase-functions/v2/https';
import { onDocumentCreated, onDocumentUpdated, onDocumentDeleted, onDocumentWrittenWithAuthContext } from 'firebase-functions/v2/firestore';
import { onTaskDispatched } from 'firebase-functions/v2/tasks';
import { onSchedule } from 'firebase-functions/v2/scheduler';
import { onObjectFinalized } from 'firebase-functions/v2/storage';
import { defineInt, defineSecret, defineString } from 'firebase-functions/params';
import { initializeApp } from 'firebase-admin/app';
import { FieldValue, getFirestore } from 'firebase-admin/firestore';
import { getFunctions } from 'firebase-admin/functions';

initializeApp();
const db = getFirestore();
const greeting = defineString('GREETING', { default: 'hello' });
const limit = defineInt('LIMIT', { default: 7 });
const secret = defineSecret('FIXTURE_SECRET');
const log = (name, entry) => db.collection('log').add({ name, at: FieldValue.serverTimestamp(), ...entry });

export const echo = onRequest((request, response) => {
  response.json({
    method: request.method, url: request.url, originalUrl: request.originalUrl, body: request.body,
    rawBody: request.rawBody?.toString('base64') ?? null, cookie: request.headers.cookie ?? null,
    host: request.headers['x-forwarded-host'] ?? null,
  });
});
export const bytes = onRequest((request, response) => { response.json({ isBuffer: Buffer.isBuffer(request.body), length: request.body.length }); });
export const settings = onRequest({ secrets: [secret] }, (request, response) => {
  response.json({
    greeting: greeting.value(), limit: limit.value(), secret: secret.value(), fromFile: process.env.FROM_FILE,
    fromSecretFile: process.env.FROM_SECRET_FILE, emulator: process.env.FUNCTIONS_EMULATOR, leaked: process.env.NOT_FOR_FUNCTIONS ?? null,
  });
});
export const crash = onRequest(() => process.kill(process.pid, 'SIGKILL'));
export const slow = onRequest((request, response) => { setTimeout(() => response.json({ slow: true }), Number(request.query.ms)); });
export const late = onRequest({ timeoutSeconds: 1 }, () => undefined);
export const whoAmI = onCall((request) => {
  if (!request.auth) throw new HttpsError('unauthenticated', 'Sign in first.', { reason: 'no-token' });
  return { uid: request.auth.uid, data: request.data };
});
export const grouped = { inner: onRequest({ region: 'europe-west1' }, (request, response) => { response.send('inner'); }) };

export const onCreated = onDocumentCreated('people/{id}', (event) =>
  log('created', { id: event.params.id, value: event.data?.data() ?? null, updateTime: event.data?.updateTime?.toMillis() ?? null }));
export const onUpdated = onDocumentUpdated('people/{id}', (event) =>
  log('updated', { before: event.data.before.data(), after: event.data.after.data() }));
export const onDeleted = onDocumentDeleted('people/{id}', (event) => log('deleted', { value: event.data.data() }));
export const onDeepWritten = onDocumentWrittenWithAuthContext('deep/{rest=**}', (event) =>
  log('deep', { document: event.document, rest: event.params.rest, authType: event.authType }));
export const onFlaky = onDocumentCreated({ document: 'flaky/{id}', retry: true }, async (event) => {
  const { length } = (await db.collection('log').where('name', '==', 'flaky').get()).docs;
  await log('flaky', { id: event.params.id });
  if (length < 2) throw new Error('not yet');
});
export const onFatal = onDocumentCreated('fatal/{id}', async (event) => {
  const marks = await db.collection('log').where('name', '==', 'fatal').get();
  await log('fatal', { pid: process.pid });
  if (marks.empty) process.kill(process.pid, 'SIGKILL');
});
export const onFailing = onDocumentCreated('failing/{id}', async () => { await log('failing', {}); throw new Error('always'); });

export const work = onTaskDispatched({ retryConfig: { maxAttempts: 3, minBackoffSeconds: 0.1 } }, async (request) => {
  await log('work', { data: request.data, id: request.id, queue: request.queueName, retryCount: request.retryCount });
  if (request.data.failTimes > request.retryCount) throw new Error('fails on purpose');
});
export const enqueue = onRequest(async (request, response) => {
  try {
    await getFunctions().taskQueue('work').enqueue(request.body.data, request.body.options ?? {});
    response.json({ ok: true });
  } catch (error) { response.json({ ok: false, code: error.code }); }
});
export const withdraw = onRequest(async (request, response) => {
  await getFunctions().taskQueue('work').delete(request.body.id);
  response.json({ ok: true });
});

export const nightly = onSchedule({ schedule: '30 2 * * *', timeZone: 'America/Sao_Paulo' }, (event) =>
  log('nightly', { scheduleTime: event.scheduleTime }));
export const often = onSchedule('every 5 minutes', () => log('often', {}));
export const onFile = onObjectFinalized({ bucket: 'demo-fixture.firebasestorage.app' }, (event) =>
  log('file', { name: event.data.name, bucket: event.bucket }));
`;
