import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks of /proc per second: USER_HZ, 100 on every Linux that Node supports. */
const TICKS_PER_SECOND = 100;

/**
 * CPU time that a process has used so far, its own and the kernel's for it, in milliseconds. Linux only.
 * Source: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html, fields 14 and 15.
 */
export function cpuMsOf(pid: number): number {
  const fields = statFields(pid);
  const ticks = Number(fields[11]) + Number(fields[12]);
  return (ticks * 1000) / TICKS_PER_SECOND;
}

/** Memory that a process and all its descendants hold, in bytes. Pages that they share count for each. Linux only. */
export function residentBytesOfTree(root: number): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const parent = ifAlive(() => Number(statFields(pid)[1]));
    if (parent !== null) parents.set(pid, parent);
  }
  const isInTree = (pid: number | undefined): boolean =>
    pid !== undefined && (pid === root || isInTree(parents.get(pid)));
  return [...parents.keys()].filter(isInTree).reduce((sum, pid) => sum + residentBytesOf(pid), 0);
}

/** Memory that one process holds, in bytes; 0 where it has ended. Linux only. */
export function residentBytesOf(pid: number): number {
  const status = ifAlive(() => readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status ?? '')?.[1] ?? 0) * 1024;
}

/** The fields after the name, which stands in brackets and may hold anything: the first is field 3, the state. */
function statFields(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** Processes end while they are looked at. */
function ifAlive<Value>(read: () => Value): Value | null {
  try {
    return read();
  } catch (error) {
    const code = error instanceof Error ? Reflect.get(error, 'code') : undefined;
    if (code === 'ENOENT' || code === 'ESRCH') return null;
    throw error;
  }
}
