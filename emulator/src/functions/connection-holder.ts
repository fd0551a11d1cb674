import type { ChildProcess } from 'node:child_process';
import { createServer, type Server, type Socket } from 'node:net';

/**
 * Accepts connections on the functions port while no child listens there, reads nothing from them, and hands them to
 * the next child, so that a client sees a slow answer and not a refused connection.
 */
export class ConnectionHolder {
  #server: Server | null = null;
  #held = new Set<Socket>();

  /** Starts to accept on a port that has just become free. */
  hold(port: number): void {
    const server = createServer({ pauseOnConnect: true }, (socket) => {
      this.#held.add(socket);
      socket.on('error', () => this.#held.delete(socket)); // a client that gave up is nobody to hand over
      socket.on('close', () => this.#held.delete(socket));
    });
    // Should the port be taken in the meantime, clients see a refused connection until the child listens.
    server.on('error', () => {
      this.#server = null;
    });
    server.listen(port, '127.0.0.1');
    this.#server = server;
  }

  /** Stops accepting, keeping what was accepted. */
  async release(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null || !server.listening) return;
    // `close` waits for open connections before it calls back; the port itself is free at once.
    server.close();
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** Passes every held connection to the process, whose server takes them as its own. */
  handTo(child: ChildProcess): void {
    for (const socket of this.#held) {
      if (!socket.destroyed) child.send({ kind: 'connection' }, socket, { keepOpen: false }, () => undefined);
    }
    this.#held.clear();
  }

  /** Stops accepting and drops what was accepted. */
  async drop(): Promise<void> {
    await this.release();
    for (const socket of this.#held) socket.destroy();
    this.#held.clear();
  }
}
