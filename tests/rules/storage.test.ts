import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  assertFails,
  assertSucceeds,
  initializeTestEnvironment,
  type RulesTestEnvironment,
} from '@firebase/rules-unit-testing';
import { doc, setDoc } from 'firebase/firestore';
import {
  deleteObject,
  getBytes,
  getMetadata,
  listAll,
  ref,
  updateMetadata,
  uploadBytes,
} from 'firebase/storage';
import { afterAll, beforeAll, beforeEach, describe, test } from 'vitest';
import { bootEmulators, type RunningEmulators } from '../../emulator/src/boot.ts';
import { projectRoot } from '../../scripts/lib/run-step.ts';
import {
  ACTIVE_MEMBERS,
  COMPANY,
  contextOf,
  EVERYBODY,
  MEMBER_DOCUMENTS,
  PEOPLE,
  type Person,
} from './people.ts';

let emulators: RunningEmulators;
let environment: RulesTestEnvironment;
const FILE = Buffer.from('hello');
/** A new one for each test, because a place is used once. */
let name: string;
const TYPE = { contentType: 'text/plain' };
const placeOf = (person: Person, company = COMPANY) =>
  `uploads/${company}/${PEOPLE[person]?.uid ?? 'nobody'}/${name}`;

beforeAll(async () => {
  emulators = await bootEmulators({
    projectRoot,
    projectId: 'demo-storage-rules',
    dataFolder: null,
    ports: 'free',
  });
  environment = await initializeTestEnvironment({
    projectId: 'demo-storage-rules',
    firestore: { host: '127.0.0.1', port: emulators.ports.firestore },
    storage: {
      host: '127.0.0.1',
      port: emulators.ports.storage,
      rules: await readFile('storage.rules', 'utf8'),
    },
  });
});

afterAll(async () => {
  await environment?.cleanup();
  await emulators?.stop();
});

beforeEach(async () => {
  name = randomBytes(18).toString('base64url');
  await environment.withSecurityRulesDisabled(async (context) => {
    for (const [path, data] of Object.entries(MEMBER_DOCUMENTS))
      await setDoc(doc(context.firestore(), path), data);
  });
});

describe('uploads', () => {
  test.each(EVERYBODY)('only members put a file to their own place: %s', async (person) => {
    const storage = contextOf(environment, person).storage();
    const expected = ACTIVE_MEMBERS.includes(person) ? assertSucceeds : assertFails;
    await expected(uploadBytes(ref(storage, placeOf(person)), FILE, TYPE));
    if (person !== 'otherAdmin')
      await assertFails(uploadBytes(ref(storage, placeOf(person, 'globex')), FILE, TYPE));
    const elsewhere = placeOf(person === 'admin' ? 'agent' : 'admin');
    await assertFails(uploadBytes(ref(storage, elsewhere), FILE, TYPE));
  });

  test.each(['text/markdown', 'application/pdf'])('knowledge may come as %s', async (contentType) => {
    const storage = contextOf(environment, 'admin').storage();
    await assertSucceeds(uploadBytes(ref(storage, placeOf('admin')), FILE, { contentType }));
  });

  test('nothing is replaced, read, listed, changed or deleted, by its own uploader neither', async () => {
    const storage = contextOf(environment, 'agent').storage();
    const place = ref(storage, placeOf('agent'));
    await assertSucceeds(uploadBytes(place, FILE, TYPE));
    await assertFails(uploadBytes(place, FILE, TYPE));
    await assertFails(getBytes(place));
    await assertFails(getMetadata(place));
    await assertFails(updateMetadata(place, TYPE));
    await assertFails(listAll(ref(storage, `uploads/${COMPANY}/${PEOPLE.agent.uid}`)));
    await assertFails(deleteObject(place));
  });

  test.each([
    'text/html',
    'image/svg+xml',
    'application/xhtml+xml',
    'application/javascript',
    'application/octet-stream',
    'image/jpegx',
  ])('a file that says it is %s is refused', async (contentType) => {
    const storage = contextOf(environment, 'agent').storage();
    await assertFails(uploadBytes(ref(storage, placeOf('agent')), FILE, { contentType }));
  });

  test('an empty file, one of more than 16 MB and one with a guessable name are refused', async () => {
    const storage = contextOf(environment, 'agent').storage();
    await assertFails(uploadBytes(ref(storage, placeOf('agent')), Buffer.alloc(0), TYPE));
    await assertFails(uploadBytes(ref(storage, placeOf('agent')), Buffer.alloc(16 * 1024 * 1024 + 1), TYPE));
    await assertFails(
      uploadBytes(ref(storage, `uploads/${COMPANY}/${PEOPLE.agent.uid}/photo.jpg`), FILE, TYPE),
    );
  });

  test('an upload brings no download token of its own', async () => {
    const storage = contextOf(environment, 'agent').storage();
    const customMetadata = { firebaseStorageDownloadTokens: 'token' };
    await assertFails(uploadBytes(ref(storage, placeOf('agent')), FILE, { ...TYPE, customMetadata }));
  });
});

test.each(EVERYBODY)('stored media and knowledge are closed to every client: %s', async (person) => {
  const storage = contextOf(environment, person).storage();
  for (const folder of ['media/co1', 'knowledge/a1']) {
    const place = ref(storage, `companies/${COMPANY}/${folder}/${name}/0`);
    await environment.withSecurityRulesDisabled(async (context) => {
      await uploadBytes(ref(context.storage(), place.fullPath), FILE, TYPE);
    });
    await assertFails(getBytes(place));
    await assertFails(uploadBytes(place, FILE, TYPE));
    await assertFails(deleteObject(place));
  }
});
