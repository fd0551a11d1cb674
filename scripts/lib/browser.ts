import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './run-step.ts';

export interface BrowserProgram {
  executablePath: string;
  /** What the program needs in its environment beside the usual. */
  env: Record<string, string>;
}

const SYSTEM_PROGRAMS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const folder = path.join(projectRoot, '.tools/browser');

/**
 * Finds a Chromium: CHROME_PATH, the system's, or the one that ships inside an npm package (fetched into .tools once),
 * else the system's package manager where it may install. Throws with what to do where there is none.
 */
export async function ensureBrowser(): Promise<BrowserProgram> {
  const named = process.env['CHROME_PATH'];
  if (named) {
    if (runs({ executablePath: named, env: {} })) return { executablePath: named, env: {} };
    throw new Error(`CHROME_PATH names ${named}, which does not start: correct it or unset it.`);
  }
  for (const executablePath of SYSTEM_PROGRAMS) {
    const program = { executablePath, env: {} };
    if (existsSync(executablePath) && runs(program)) return program;
  }
  const packaged = process.platform === 'linux' && process.arch === 'x64' ? packagedBrowser() : null;
  if (packaged && runs(packaged)) return packaged;
  const installed = installWithApt();
  if (installed) return installed;
  throw new Error(
    'The browser tests need a Chromium: install Chrome or Chromium, or set CHROME_PATH to one, and try again.',
  );
}

function runs({ executablePath, env }: BrowserProgram): boolean {
  const result = spawnSync(executablePath, ['--headless=shell', '--no-sandbox', '--version'], {
    env: { ...process.env, ...env },
    timeout: 60_000,
  });
  return result.status === 0;
}

/**
 * The npm package unpacks its browser, and the libraries that a bare system lacks, into the temporary folder; which of
 * the two it does is decided by this variable at import, and an older folder there would be taken as it is. So it runs
 * in a process of its own with a temporary folder of its own.
 */
function packagedBrowser(): BrowserProgram | null {
  const source = path.join(projectRoot, 'scripts/browser');
  if (!existsSync(path.join(folder, 'node_modules/@sparticuz/chromium'))) {
    mkdirSync(folder, { recursive: true });
    for (const name of ['package.json', 'package-lock.json', '.npmrc']) {
      copyFileSync(path.join(source, name), path.join(folder, name));
    }
    const result = spawnSync('npm', ['ci', '--no-progress', '--loglevel=error'], {
      cwd: folder,
      stdio: ['ignore', 2, 2],
    });
    if (result.status !== 0) return null;
  }
  const temporary = path.join(folder, 'unpacked');
  mkdirSync(temporary, { recursive: true });
  const program = `
    const { default: chromium } = await import('@sparticuz/chromium');
    const executablePath = await chromium.executablePath();
    process.stdout.write(JSON.stringify({ executablePath, env: { LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH ?? '' } }));
  `;
  const result = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: folder,
    env: { ...process.env, TMPDIR: temporary, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' },
    encoding: 'utf8',
  });
  return result.status === 0 ? (JSON.parse(result.stdout) as BrowserProgram) : null; // printed by the program above
}

function installWithApt(): BrowserProgram | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  try {
    execFileSync('apt-get', ['update'], { stdio: 'ignore' });
    execFileSync('apt-get', ['install', '-y', 'chromium'], { stdio: 'ignore' });
  } catch {
    return null; // no apt here, or no network for it: the caller says what to do instead
  }
  const program = { executablePath: '/usr/bin/chromium', env: {} };
  return runs(program) ? program : null;
}
