import * as z from 'zod';

const statusSchema = z.object({
  functionsProcess: z.object({ pid: z.number() }),
  schedules: z.array(z.object({ name: z.string() })),
});

/** What the emulator's hub tells about its functions. */
export async function readStatus(hubUrl: string): Promise<{ functionsPid: number; schedules: string[] }> {
  const status = statusSchema.parse(await getJson(`${hubUrl}/emulator/v1/status`));
  return {
    functionsPid: status.functionsProcess.pid,
    schedules: status.schedules.map(({ name }) => name),
  };
}

const meterSchema = z.object({
  rows: z.array(
    z.object({
      kind: z.enum(['read', 'write', 'delete', 'ruleRead', 'listenerRead', 'invocation']),
      source: z.string(),
      /** Path with `*` for ids; a function's name for invocations. */
      pattern: z.string(),
      count: z.number(),
    }),
  ),
});
export type MeterRow = z.infer<typeof meterSchema>['rows'][number];

export async function readMeter(hubUrl: string): Promise<MeterRow[]> {
  return meterSchema.parse(await getJson(`${hubUrl}/emulator/v1/meter`)).rows;
}

export async function resetMeter(hubUrl: string): Promise<void> {
  const response = await fetch(`${hubUrl}/emulator/v1/meter`, { method: 'DELETE' });
  if (!response.ok) throw new Error(`The meter was not reset: status ${response.status}.`);
}

async function getJson(url: string): Promise<unknown> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered with status ${response.status}.`);
  return response.json();
}
