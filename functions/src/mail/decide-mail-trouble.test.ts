import { expect, test } from 'vitest';
import { decideMailTrouble } from './decide-mail-trouble.ts';
import { PrivateMailServerError } from './mail-server.ts';

const failure = (properties: object) => Object.assign(new Error('in English'), properties);

test.each([
  ['a private address', new PrivateMailServerError('127.0.0.1 is private'), 'mail-not-public', null],
  ['an unknown name', failure({ code: 'ENOTFOUND', syscall: 'getaddrinfo' }), 'mail-unreachable', null],
  ['a closed port', failure({ code: 'ESOCKET', originalCode: 'ECONNREFUSED' }), 'mail-unreachable', null],
  ['silence', failure({ code: 'ETIMEDOUT' }), 'mail-unreachable', null],
  ['no encryption', failure({ code: 'ETLS' }), 'mail-insecure', 'in English'],
  [
    'TLS spoken to a plain port',
    failure({ code: 'ESOCKET', originalCode: 'ERR_SSL_WRONG_VERSION_NUMBER' }),
    'mail-insecure',
    'in English',
  ],
  [
    'a certificate of its own making',
    failure({ code: 'ESOCKET', originalCode: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
    'mail-insecure',
    'in English',
  ],
  ['a wrong password', failure({ code: 'EAUTH', response: '535 No' }), 'mail-login-refused', '535 No'],
  ['no sign-in offered', failure({ code: 'EAUTH' }), 'mail-login-refused', null],
  ['a refused sender', failure({ code: 'EENVELOPE', response: '550 No' }), 'mail-refused', '550 No'],
  ['a busy server', failure({ code: 'ECONNECTION', response: '421 Later' }), 'mail-refused', '421 Later'],
  ['something else', 'thrown', 'mail-unreachable', null],
] as const)('%s', (_what, error, problem, words) => {
  expect(decideMailTrouble(error)).toEqual({ problem, words });
});

test('a server that talks on and on is cut short', () => {
  expect(decideMailTrouble(failure({ response: '550 '.repeat(1000) })).words).toHaveLength(300);
});
