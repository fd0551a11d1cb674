import type { EventQueue } from '../functions/event-queue.ts';
import type { FunctionsHost } from '../functions/functions-host.ts';
import type { Scheduler } from '../functions/schedule/scheduler.ts';
import type { ClockChange, EmulatorControl, ServiceInfo } from '../hub/control.ts';
import type { AdjustableClock } from '../shared/clock.ts';
import type { Meter } from '../shared/meter.ts';
import type { TasksService } from '../tasks/tasks-service.ts';

/** Binds the hub's controls to the running parts. `host` is null for a project without functions. */
export function createControl(parts: {
  projectId: string;
  clock: AdjustableClock;
  meter: Meter;
  host: FunctionsHost | null;
  events: EventQueue;
  tasks: TasksService;
  services: () => ServiceInfo[];
  /** Null until the functions are loaded. */
  scheduler: () => Scheduler | null;
}): EmulatorControl {
  const { clock, meter, host, events, tasks, services } = parts;
  const meterRows = async () => {
    await host?.flushInvocations();
    return meter.rows();
  };
  return {
    services,
    meterRows,
    async status() {
      const { rss, heapUsed } = process.memoryUsage();
      return {
        projectId: parts.projectId,
        nowMs: clock.now(),
        services: services(),
        functions: host?.functions ?? [],
        functionsProcess: {
          pid: host?.pid ?? null,
          isReady: host?.isReady ?? false,
          restarts: host?.restarts ?? 0,
          missingParams: host?.missingParams ?? [],
        },
        backgroundTriggers: events.isEnabled,
        pendingEvents: events.pending,
        taskQueues: tasks.status(),
        schedules: parts.scheduler()?.status() ?? [],
        memory: { rssBytes: rss, heapUsedBytes: heapUsed },
        meter: await meterRows(),
      };
    },
    async resetMeter() {
      await host?.flushInvocations();
      meter.reset();
    },
    setBackgroundTriggers(isEnabled) {
      events.isEnabled = isEnabled;
    },
    async changeClock(change) {
      const scheduler = parts.scheduler();
      const before = clock.now();
      applyChange(clock, change);
      // Runs that a step back has made far again are planned anew; a step forth runs what it has made due.
      if (clock.now() < before) scheduler?.replan();
      events.wake();
      const [schedules, taskAttempts] = await Promise.all([scheduler?.runDue() ?? [], tasks.runDue()]);
      return { nowMs: clock.now(), schedules, taskAttempts };
    },
    async runSchedule(name) {
      return (await parts.scheduler()?.run(name)) ?? false;
    },
  };
}

function applyChange(clock: AdjustableClock, change: ClockChange): void {
  switch (change.kind) {
    case 'advance':
      clock.advance(change.byMs);
      return;
    case 'freeze':
      clock.freeze(change.atMs);
      return;
    case 'resume':
      clock.resume();
  }
}
