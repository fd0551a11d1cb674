/**
 * What differs from production or the official emulators, and why. known-differences.test.ts sends the requests named
 * here and holds emulator/README.md to this list.
 */

interface DifferenceBase {
  service: 'Firestore' | 'Rules' | 'Auth' | 'Storage' | 'Functions' | 'Hosting' | 'Hub';
  /** What a user of the real service looks for. */
  what: string;
  /** Why it is so here. */
  why: string;
}

/** Something that is not offered: it answers UNIMPLEMENTED with its name, never a wrong result. */
export interface Refusal extends DifferenceBase {
  kind: 'refused';
  refused: RefusedRequest[];
}

interface RefusedRequest {
  /** Stands in the error's message. */
  name: string;
  method: 'GET' | 'POST';
  path: string;
  body?: object;
}

/** Something that is answered, but otherwise. */
interface Deviation extends DifferenceBase {
  kind: 'differs';
  /** What happens here instead. */
  instead: string;
}

type KnownDifference = Refusal | Deviation;

/** Project of the requests below. */
export const PROJECT = 'demo-differences';
const DOCUMENTS = `/v1/projects/${PROJECT}/databases/(default)/documents`;
const ACCOUNTS = '/identitytoolkit.googleapis.com';
const BUCKET = `${PROJECT}.firebasestorage.app`;
const PAST = '2026-01-01T00:00:00Z';

export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    kind: 'refused',
    service: 'Firestore',
    what: 'Pipelines (ExecutePipeline)',
    why: 'another query language, of the Enterprise edition',
    refused: [{ name: 'ExecutePipeline', method: 'POST', path: `${DOCUMENTS}:executePipeline`, body: {} }],
  },
  {
    kind: 'refused',
    service: 'Firestore',
    what: 'Reads at a past readTime',
    why: 'the engine keeps the newest state only',
    refused: [
      {
        name: 'read_time',
        method: 'POST',
        path: `${DOCUMENTS}:batchGet`,
        body: { documents: [], readTime: PAST },
      },
      {
        name: 'read_time',
        method: 'POST',
        path: `${DOCUMENTS}:beginTransaction`,
        body: { options: { readOnly: { readTime: PAST } } },
      },
    ],
  },
  {
    kind: 'refused',
    service: 'Firestore',
    what: 'Query explain with analyze; without it the plan is empty',
    why: 'execution is not modelled on that of production, so figures would mislead',
    refused: [
      {
        name: 'explain with analyze',
        method: 'POST',
        path: `${DOCUMENTS}:runQuery`,
        body: { structuredQuery: { from: [{ collectionId: 'a' }] }, explainOptions: { analyze: true } },
      },
    ],
  },
  {
    kind: 'refused',
    service: 'Firestore',
    what: 'Rule coverage reports',
    why: 'the evaluator keeps no record of what it visited',
    refused: [
      { name: 'Rule coverage', method: 'GET', path: `/emulator/v1/projects/${PROJECT}:ruleCoverage` },
    ],
  },
  {
    kind: 'refused',
    service: 'Firestore',
    what: 'ListDocuments in another order than by name',
    why: 'no official SDK asks for it; a query does the same',
    refused: [{ name: 'order', method: 'GET', path: `${DOCUMENTS}/a?orderBy=n` }],
  },
  {
    kind: 'differs',
    service: 'Firestore',
    what: 'Vector search (findNearest)',
    instead:
      'equally near documents come by name, and limit, offset and cursors beside its own limit are refused',
    why: 'production promises no order among them and does not say what the others would mean',
  },
  {
    kind: 'differs',
    service: 'Firestore',
    what: 'Bloom filters in existence filters',
    instead: 'a filter tells the count alone; a client that counts otherwise asks for the whole result again',
    why: 'they save traffic and change no result',
  },
  {
    kind: 'differs',
    service: 'Firestore',
    what: 'When a listener is judged again',
    instead:
      'as soon as the rules or a document that they read change, not when time alone passes (`request.time`, the end of a token)',
    why: 'production documents no more than the end of the token, 60 minutes at most',
  },
  {
    kind: 'differs',
    service: 'Firestore',
    what: 'Read-only transactions',
    instead:
      'one reads its state for as long as the last 20,000 changes reach back to its begin, then its reads answer FAILED_PRECONDITION',
    why: 'the state at its begin is made from the log of changes',
  },
  {
    kind: 'differs',
    service: 'Firestore',
    what: 'listCollectionIds by a client that is no owner',
    instead: 'refused where rules are loaded',
    why: 'rules cannot grant it',
  },
  {
    kind: 'differs',
    service: 'Rules',
    what: 'Negative tests on lists, such as `!("x" in resource.data)`',
    instead:
      'as in production, they hold for fields that the query does not limit, whatever the documents say; some other tools refuse them',
    why: 'a query is judged by its form, once, and not by its results',
  },
  {
    kind: 'differs',
    service: 'Rules',
    what: '`get()` of a missing document',
    instead: 'null, as in production and late versions of the official emulator; older ones fail',
    why: 'rules that compare it with null must work alike',
  },
  {
    kind: 'refused',
    service: 'Auth',
    what: 'Second factors',
    why: 'nothing here sends codes or knows an authenticator',
    refused: [
      {
        name: 'accounts/mfaEnrollment:start',
        method: 'POST',
        path: `${ACCOUNTS}/v2/accounts/mfaEnrollment:start?key=k`,
      },
      {
        name: 'accounts/mfaSignIn:start',
        method: 'POST',
        path: `${ACCOUNTS}/v2/accounts/mfaSignIn:start?key=k`,
      },
    ],
  },
  {
    kind: 'refused',
    service: 'Auth',
    what: 'Phone numbers',
    why: 'nothing here sends the codes',
    refused: [
      {
        name: 'accounts:sendVerificationCode',
        method: 'POST',
        path: `${ACCOUNTS}/v1/accounts:sendVerificationCode?key=k`,
      },
      {
        name: 'accounts:signInWithPhoneNumber',
        method: 'POST',
        path: `${ACCOUNTS}/v1/accounts:signInWithPhoneNumber?key=k`,
      },
    ],
  },
  {
    kind: 'refused',
    service: 'Auth',
    what: 'Identity providers (Google, SAML and others)',
    why: 'there is no provider to ask',
    refused: [
      { name: 'accounts:signInWithIdp', method: 'POST', path: `${ACCOUNTS}/v1/accounts:signInWithIdp?key=k` },
    ],
  },
  {
    kind: 'refused',
    service: 'Auth',
    what: 'Tenants of Identity Platform',
    why: 'a project has one set of accounts here',
    refused: [
      {
        name: 'tenants',
        method: 'POST',
        path: `${ACCOUNTS}/v1/accounts:signUp?key=k`,
        body: { tenantId: 'a' },
      },
    ],
  },
  {
    kind: 'refused',
    service: 'Auth',
    what: 'Sign-in by a link in an email',
    why: 'the other codes by email are there: new password, address to verify or to change',
    refused: [
      {
        name: 'accounts:sendOobCode EMAIL_SIGNIN',
        method: 'POST',
        path: `${ACCOUNTS}/v1/accounts:sendOobCode?key=k`,
        body: { requestType: 'EMAIL_SIGNIN', email: 'ana@example.test' },
      },
      {
        name: 'accounts:signInWithEmailLink',
        method: 'POST',
        path: `${ACCOUNTS}/v1/accounts:signInWithEmailLink?key=k`,
      },
    ],
  },
  {
    kind: 'refused',
    service: 'Auth',
    what: 'Imports of password hashes and of accounts with providers or second factors',
    why: 'hashes of other systems cannot be checked here; plain passwords can be imported',
    refused: [
      {
        name: 'accounts:batchCreate passwordHash',
        method: 'POST',
        path: `${ACCOUNTS}/v1/projects/${PROJECT}/accounts:batchCreate`,
        body: { users: [{ localId: 'a', passwordHash: 'AA' }] },
      },
    ],
  },
  {
    kind: 'refused',
    service: 'Storage',
    what: 'Access control lists and makePublic',
    why: 'rules decide for clients, and every server is an owner',
    refused: [
      { name: '/acl', method: 'POST', path: `/storage/v1/b/${BUCKET}/o/a/acl`, body: {} },
      { name: '/acl', method: 'GET', path: `/storage/v1/b/${BUCKET}/acl` },
      {
        name: 'predefinedAcl',
        method: 'POST',
        path: `/upload/storage/v1/b/${BUCKET}/o?uploadType=media&name=a&predefinedAcl=publicRead`,
      },
    ],
  },
  {
    kind: 'refused',
    service: 'Storage',
    what: 'compose and moveTo',
    why: 'copies and rewrites are there',
    refused: [
      { name: '/compose', method: 'POST', path: `/storage/v1/b/${BUCKET}/o/a/compose`, body: {} },
      { name: '/moveTo/', method: 'POST', path: `/storage/v1/b/${BUCKET}/o/a/moveTo/o/b` },
    ],
  },
  {
    kind: 'refused',
    service: 'Storage',
    what: 'Signed URLs',
    why: 'they need a key of the service account; download tokens and functions serve instead',
    refused: [{ name: `GET /${BUCKET}/a`, method: 'GET', path: `/${BUCKET}/a?X-Goog-Signature=00` }],
  },
  {
    kind: 'refused',
    service: 'Storage',
    what: 'Versions of objects',
    why: 'a bucket keeps the newest version only, as a default bucket does',
    refused: [{ name: 'versions', method: 'GET', path: `/storage/v1/b/${BUCKET}/o?versions=true` }],
  },
  {
    kind: 'differs',
    service: 'Storage',
    what: 'Resumable uploads that are not finished',
    instead: 'they end with a restart of the emulator; their session answers 404',
    why: 'what came in so far is not recorded',
  },
  {
    kind: 'differs',
    service: 'Functions',
    what: 'Pending events when the whole emulator is killed',
    instead: 'they are lost; production delivers at least once',
    why: 'their queue is in memory; code that must not miss one has a sweeper over the documents',
  },
  {
    kind: 'differs',
    service: 'Functions',
    what: 'Auth events, blocking functions, Eventarc channels, App Check',
    instead: 'functions with such triggers are listed as not served',
    why: 'nothing here makes these events',
  },
  {
    kind: 'differs',
    service: 'Functions',
    what: 'Functions that are built anew while they run',
    instead: 'they are loaded at the next start of the emulator or of their process',
    why: 'a deployment does not change running instances either',
  },
  {
    kind: 'differs',
    service: 'Functions',
    what: 'Isolation',
    instead: 'all functions share one process, so a secret that one function binds is visible to all',
    why: 'one process starts in a fraction of the time',
  },
  {
    kind: 'differs',
    service: 'Functions',
    what: 'Who made a change, in triggers with auth context',
    instead: '`authType` is always `unknown`',
    why: 'a commit does not say who made it',
  },
  {
    kind: 'differs',
    service: 'Functions',
    what: 'Schedules of the form `every N minutes`',
    instead: 'they count from midnight',
    why: 'production promises that for `synchronized` only; it makes runs predictable',
  },
  {
    kind: 'differs',
    service: 'Hosting',
    what: 'Headers of `firebase.json`',
    instead: 'they go with files and not with the answers of functions',
    why: 'functions set their own',
  },
  {
    kind: 'differs',
    service: 'Hosting',
    what: '`/__/firebase/init.json`',
    instead: 'it has a field `emulators` besides',
    why: 'a web app finds the other ports by it',
  },
  {
    kind: 'refused',
    service: 'Hub',
    what: 'Exports and imports',
    why: 'a data folder keeps everything',
    refused: [{ name: 'Export', method: 'POST', path: '/_admin/export', body: {} }],
  },
];

/** The list as it stands in emulator/README.md. */
export function describeDifferences(): string {
  const services = [...new Set(KNOWN_DIFFERENCES.map(({ service }) => service))];
  return services
    .map((service) => {
      const entries = KNOWN_DIFFERENCES.filter((difference) => difference.service === service);
      return [`### ${service}`, '', ...entries.map(describe)].join('\n');
    })
    .join('\n\n');
}

function describe(difference: KnownDifference): string {
  const { what, why } = difference;
  const instead = difference.kind === 'refused' ? 'not offered (UNIMPLEMENTED)' : difference.instead;
  return `- **${what}**: ${instead}. Why: ${why}.`;
}
