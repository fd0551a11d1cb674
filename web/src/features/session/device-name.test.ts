import { expect, test } from 'vitest';
import { deviceName, readBrowserHints } from './device-name.ts';

const CHROME_AGENT =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

test.each([
  [CHROME_AGENT, 'Chrome, Windows'],
  [`${CHROME_AGENT} Edg/140.0.0.0`, 'Edge, Windows'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox, Linux'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
    'Safari, iOS',
  ],
  ['something else', ''],
])('names the device of %s', (userAgent, name) => {
  expect(deviceName(null, userAgent)).toBe(name);
});

test('believes what the browser says of itself more than its old name', () => {
  const navigator = {
    userAgentData: {
      brands: [{ brand: 'Not=A?Brand' }, { brand: 'Chromium' }, { brand: 'Google Chrome' }],
      platform: 'macOS',
    },
  };
  expect(deviceName(readBrowserHints(navigator), CHROME_AGENT)).toBe('Chrome, macOS');
  expect(readBrowserHints({})).toBeNull();
  expect(readBrowserHints({ userAgentData: 'odd' })).toBeNull();
});
