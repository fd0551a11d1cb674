import { createServer, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { launchBrowser } from '../../../tests/support/browser.ts';
import { startTestFirestore, type TestFirestore } from './firestore-harness.ts';

/**
 * The unmodified web SDK in a real browser, from a page of another origin: over WebChannel with streaming, with long
 * polling, and in more tabs than a browser has connections.
 */

let server: TestFirestore;
let pages: Server;
let browser: Browser;
let pageUrl: string;

/** What the page's script offers to `page.evaluate`. */
interface PageApi {
  connect(port: number, settings: object): void;
  roundTrip(id: string): Promise<{ listened: number[]; transaction: number; count: number }>;
  waitFor(path: string, n: number): Promise<number>;
}

declare global {
  var firestorePage: PageApi;
}

const PAGE_SCRIPT = `
  import { initializeApp } from 'firebase/app';
  import { collection, connectFirestoreEmulator, doc, getCountFromServer, getDoc, initializeFirestore, onSnapshot,
    runTransaction, setDoc } from 'firebase/firestore';
  let db;
  globalThis.firestorePage = {
    connect(port, settings) {
      db = initializeFirestore(initializeApp({ projectId: 'demo-browser', apiKey: 'none' }), settings);
      connectFirestoreEmulator(db, '127.0.0.1', port);
    },
    async roundTrip(id) {
      const reference = doc(db, 'tabs', id);
      const listened = [];
      await setDoc(reference, { n: 1, text: 'ä🦜' });
      const stop = onSnapshot(reference, (snapshot) => {
        if (!snapshot.metadata.fromCache) listened.push(snapshot.get('n'));
      });
      const transaction = await runTransaction(db, async (tx) => {
        const n = (await tx.get(reference)).get('n') + 1;
        tx.update(reference, { n });
        return n;
      });
      while (listened.at(-1) !== 2) await new Promise((resolve) => setTimeout(resolve, 10));
      stop();
      await getDoc(reference);
      const { count } = (await getCountFromServer(collection(db, 'tabs', id, 'none'))).data();
      return { listened, transaction, count };
    },
    waitFor(path, n) {
      return new Promise((resolve) => {
        const stop = onSnapshot(doc(db, path), (snapshot) => {
          if (snapshot.get('n') !== n) return;
          stop();
          resolve(n);
        });
      });
    },
  };
`;

beforeAll(async () => {
  const bundle = await build({
    stdin: { contents: PAGE_SCRIPT, resolveDir: fileURLToPath(new URL('.', import.meta.url)), loader: 'js' },
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    logLevel: 'silent',
  });
  const script = bundle.outputFiles[0]?.text ?? '';
  server = await startTestFirestore();
  pages = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.writeHead(200, { 'Content-Type': isScript ? 'text/javascript' : 'text/html' });
    response.end(isScript ? script : '<!doctype html><script src="/page.js"></script>');
  });
  await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
  const address = pages.address();
  if (address === null || typeof address === 'string') throw new Error('The page server has a numeric port.');
  pageUrl = `http://localhost:${address.port}/`;
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  pages?.close();
  await server?.close();
});

async function openPage(settings: object): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(pageUrl);
  await page.evaluate(([port, given]) => firestorePage.connect(port, given), [
    server.service.port,
    settings,
  ] as const);
  return page;
}

describe('firebase JS SDK in a browser over WebChannel', () => {
  it.each([
    ['by default', {}],
    ['with forced long polling', { experimentalForceLongPolling: true }],
    ['without detection of buffering', { experimentalAutoDetectLongPolling: false }],
  ])('writes, listens, runs a transaction and counts %s', async (name, settings) => {
    const page = await openPage(settings);
    const result = await page.evaluate((id) => firestorePage.roundTrip(id), name.replaceAll(' ', '-'));
    expect(result).toMatchObject({ transaction: 2, count: 0 });
    expect(result.listened.at(-1)).toBe(2);
    await page.close();
  });

  it('hears of a write by the server at once', async () => {
    const page = await openPage({});
    const waiting = page.evaluate(() => firestorePage.waitFor('news/one', 7));
    await server.admin('demo-browser').doc('news/one').set({ n: 7 });
    expect(await waiting).toBe(7);
    await page.close();
  });

  it('serves five tabs of one browser at once', async () => {
    const tabs = await Promise.all(Array.from({ length: 5 }, () => openPage({})));
    const results = await Promise.all(
      tabs.map((page, index) => page.evaluate((id) => firestorePage.roundTrip(id), `tab${index}`)),
    );
    expect(results.map(({ transaction }) => transaction)).toEqual([2, 2, 2, 2, 2]);
    for (const page of tabs) await page.close();
  });
});
