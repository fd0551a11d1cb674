import { createServer, type Socket } from 'node:net';

import { openServer } from './open-server.ts';

/** An open TCP port that speaks HTTP/2 (gRPC) and HTTP/1.1, told apart by the first bytes of each connection. */
export interface Port {
  /** The port number in use, also where 0 was asked for. */
  readonly port: number;
  /** Stops listening and cuts every connection. */
  close(): Promise<void>;
}

interface PortOptions {
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** Both get a socket whose bytes are all still unread. */
  onHttp1: (socket: Socket) => void;
  onHttp2: (socket: Socket) => void;
}

/** RFC 9113, section 3.4: the first bytes of the client connection preface. */
const HTTP2_PREFACE = Buffer.from('PRI * HTTP/2.0');

/**
 * Opens one TCP port for both protocols.
 * A connection that has sent nothing yet is kept: browsers open spare connections and use them much later.
 * @throws the socket's error, for example EADDRINUSE
 */
export async function openPort(options: PortOptions): Promise<Port> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // A peer that vanishes is ordinary here; without a listener its error would end the process.
    socket.on('error', () => socket.destroy());
    detectProtocol(socket, options);
  });
  const { port, close } = await openServer(server, options.port, options.host);
  return {
    port,
    async close() {
      const closed = close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function detectProtocol(socket: Socket, options: PortOptions): void {
  let seen = Buffer.alloc(0);
  const inspect = (): void => {
    const chunk: unknown = socket.read();
    if (!Buffer.isBuffer(chunk)) {
      if (!socket.readableEnded) socket.once('readable', inspect);
      return;
    }
    seen = Buffer.concat([seen, chunk]);
    const compared = Math.min(seen.length, HTTP2_PREFACE.length);
    const isPrefaceSoFar = seen.subarray(0, compared).equals(HTTP2_PREFACE.subarray(0, compared));
    if (isPrefaceSoFar && compared < HTTP2_PREFACE.length) {
      // What was read stays here meanwhile: given back to the socket it would be readable at once, for ever.
      socket.once('readable', inspect);
      return;
    }
    socket.unshift(seen);
    if (isPrefaceSoFar) options.onHttp2(socket);
    else options.onHttp1(socket);
  };
  socket.once('readable', inspect);
}
