import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import express from 'express';
import { build } from 'vite';
import type { BenchCompany } from './company.ts';
import type { StackProcess } from './stack-process.ts';

export interface BarePage {
  /** Address with everything that the page has to know in its query. */
  url: string;
  close: () => void;
}

/** Builds a page of bench/pages as Vite does by default and serves it on a free port. */
export async function serveBarePage(
  name: 'bare-inbox' | 'bare-listener',
  stack: StackProcess,
  company: BenchCompany,
  more: Record<string, string> = {},
): Promise<BarePage> {
  const outDir = mkdtempSync(path.join(tmpdir(), `colibri-${name}-`));
  await build({
    root: path.resolve(import.meta.dirname, '../pages', name),
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 2000,
    },
  });
  const app = express();
  app.use(express.static(outDir));
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const query = new URLSearchParams({
    project: stack.projectId,
    auth: stack.urls.auth,
    firestore: String(stack.ports.firestore),
    company: company.companyId,
    email: company.admin.email,
    password: company.admin.password,
    ...more,
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/?${query.toString()}`, // listening on TCP
    close() {
      server.closeAllConnections();
      server.close();
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}
