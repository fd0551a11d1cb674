import type { Server } from 'node:net';

export interface OpenServer {
  port: number;
  /** Stops listening and cuts what is still connected. */
  close: () => Promise<void>;
}

/**
 * Lets a server listen.
 * @param port 0 takes a free one
 * @param host an address of this machine; loopback unless said otherwise
 * @throws the socket's error, such as EADDRINUSE
 */
export async function openServer(server: Server, port: number, host = '127.0.0.1'): Promise<OpenServer> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null)
    throw new Error('open-server: a TCP server has an address');
  return {
    port: address.port,
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server && typeof server.closeAllConnections === 'function') {
          server.closeAllConnections();
        }
      });
    },
  };
}
