import { createServer } from 'node:net';
import { openServer } from '../net/open-server.ts';
import type { ServiceName, ServicePorts } from './firebase-json.ts';

/** A service's port is taken by another program. */
export class PortInUseError extends Error {
  readonly port: number;
  readonly service: ServiceName;

  constructor(service: ServiceName, port: number, options?: ErrorOptions) {
    super(
      `Port ${port}, wanted for ${service}, is in use by another program: ` +
        `stop that one (perhaps an emulator still runs), or change emulators.${service}.port in firebase.json.`,
      options,
    );
    this.name = 'PortInUseError';
    this.port = port;
    this.service = service;
  }
}

/** Finds a taken port before any service starts. @throws PortInUseError */
export async function checkPorts(ports: ServicePorts, services: readonly ServiceName[]): Promise<void> {
  for (const service of services) {
    await guardPort(service, ports[service], async () => {
      const { close } = await openServer(createServer(), ports[service]);
      await close();
    });
  }
}

/** Runs what opens a service's port. @throws PortInUseError in place of the socket's own error */
export async function guardPort<Result>(
  service: ServiceName,
  port: number,
  open: () => Promise<Result>,
): Promise<Result> {
  try {
    return await open();
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
    if (code === 'EADDRINUSE' || code === 'EACCES') throw new PortInUseError(service, port, { cause: error });
    throw error;
  }
}
