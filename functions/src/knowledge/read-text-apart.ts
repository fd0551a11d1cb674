import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { KnowledgeType } from './judge-file.ts';
import type { ReadText } from './read-text.ts';

/** What the process is given. */
export interface FileToRead {
  bytes: Buffer;
  type: KnowledgeType;
}

/** A file that takes more belongs in parts. The memory leaves the function itself what it needs. */
const LIMITS = { timeMs: 60_000, memoryMb: 320 };
/** Of the memory. Beside the heap lies the runtime, and what a PDF unpacks to. */
const HEAP_SHARE = 0.8;
const WATCH_MS = 25;

/** Beside this module, in the sources and in the bundle alike. */
const CHILD = new URL(`./text-child${path.extname(import.meta.url)}`, import.meta.url);

let last: Promise<unknown> = Promise.resolve();

/**
 * Reads the text of a stranger's file in a process of its own, which is killed when it takes too much time or memory: a
 * file of a few kilobytes can keep a parser busy for hours or unpack to gigabytes, and everybody else's work goes on
 * meanwhile. One file at a time, so that the memory is that of one.
 */
export function readTextApart(file: FileToRead, limits = LIMITS): Promise<ReadText> {
  const text = last.then(() => readInChild(file, limits));
  last = Promise.allSettled([text]);
  return text;
}

function readInChild(file: FileToRead, { timeMs, memoryMb }: typeof LIMITS): Promise<ReadText> {
  const child = fork(CHILD, {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [`--max-old-space-size=${Math.floor(memoryMb * HEAP_SHARE)}`],
    env: {}, // none of our secrets
  });
  const { promise, resolve, reject } = Promise.withResolvers<ReadText>();
  const giveUp = (): void => resolve({ outcome: 'failed', problem: 'document-too-heavy' });
  const timer = setTimeout(giveUp, timeMs);
  const watch = setInterval(() => {
    if (residentMb(child.pid) > memoryMb) giveUp();
  }, WATCH_MS);
  child.once('message', (text: ReadText) => resolve(text)); // it says nothing else
  child.on('error', reject); // it may come more than once
  child.once('exit', (code, signal) => {
    // By a signal where the heap, or the machine's memory, is full.
    if (signal === null) reject(new Error(`the process that reads a file ended with ${code}`));
    else giveUp();
  });
  child.send(file);
  return promise.finally(() => {
    clearTimeout(timer);
    clearInterval(watch);
    child.kill('SIGKILL');
  });
}

/** 0 for a process that has ended, and where the system does not say: there only the heap is limited. */
function residentMb(pid: number | undefined): number {
  try {
    const kb = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kb ?? 0) / 1024;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return 0;
    throw error;
  }
}
