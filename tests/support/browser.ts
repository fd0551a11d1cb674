import { chromium, type Browser } from 'playwright-core';
import { ensureBrowser } from '../../scripts/lib/browser.ts';

/** Starts a headless Chromium that talks to nobody but this machine. */
export async function launchBrowser(): Promise<Browser> {
  const program = await ensureBrowser();
  return chromium.launch({
    executablePath: program.executablePath,
    // A cold start on a loaded machine takes more than the usual 30 s.
    timeout: 120_000,
    env: { ...definedEnv(), ...program.env },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
