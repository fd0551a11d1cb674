import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { startStack, type Stack, type StackOptions } from '../../scripts/lib/stack.ts';
import { launchBrowser } from './browser.ts';
import { PATIENCE_MS } from './journey.ts';

/** The product and a browser, from the first test of a file to the last. */
export interface AppInUse {
  readonly stack: Stack;
  /** A browser profile of its own, as wide as a desk and in English unless told otherwise. */
  newContext: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  /** A page; of a new profile unless one is given. */
  newPage: (context?: BrowserContext) => Promise<Page>;
}

/**
 * Starts everything, with the demo company unless told otherwise, before the tests of a file, and stops it after them. The
 * file fails where a page had errors which nobody sees: uncaught ones and what the content policy blocks.
 */
export function useApp(options: Partial<StackOptions> = {}): AppInUse {
  let stack: Stack;
  let browser: Browser;
  const faults: string[] = [];

  beforeAll(async () => {
    [stack, browser] = await Promise.all([
      startStack({ dataFolder: null, ports: 'free', seeds: ['demo'], ...options }),
      launchBrowser(),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
    expect(faults).toEqual([]);
  });

  const newContext: AppInUse['newContext'] = (contextOptions) =>
    browser.newContext({
      viewport: { width: 1400, height: 900 },
      locale: 'en-US',
      reducedMotion: 'reduce', // what is half faded in has half its contrast
      ...contextOptions,
    });
  return {
    get stack() {
      return stack;
    },
    newContext,
    async newPage(context) {
      const page = await (context ?? (await newContext())).newPage();
      page.setDefaultTimeout(PATIENCE_MS);
      page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`));
      page.on('console', (message) => {
        if (message.type() === 'error' && message.text().includes('Content Security Policy'))
          faults.push(message.text());
      });
      return page;
    },
  };
}
