import { createServer } from 'node:http';
import { connect as connectHttp2, createServer as createHttp2Server } from 'node:http2';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { openPort, type Port } from './mux.ts';

const http1 = createServer((request, response) => response.end(`one ${request.url}`));
const http2 = createHttp2Server((request, response) => response.end(`two ${request.url}`));
let port: Port;

beforeEach(async () => {
  port = await openPort({
    host: '127.0.0.1',
    port: 0,
    onHttp1: (socket) => http1.emit('connection', socket),
    onHttp2: (socket) => http2.emit('connection', socket),
  });
});
afterEach(() => port.close());

function dial(): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect(port.port, '127.0.0.1', () => resolve(socket));
  });
}

function firstBytes(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    socket.once('data', (bytes) => resolve(bytes.toString('latin1')));
  });
}

const REQUEST = 'GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';

it('serves HTTP/1.1', async () => {
  const response = await fetch(`http://127.0.0.1:${port.port}/path`);
  expect(await response.text()).toBe('one /path');
});

it('serves HTTP/2 on the same port', async () => {
  const session = connectHttp2(`http://127.0.0.1:${port.port}`);
  const text = await new Promise<string>((resolve) => {
    const stream = session.request({ ':path': '/path' });
    stream.setEncoding('utf8').on('data', resolve);
  });
  session.close();
  expect(text).toBe('two /path');
});

it('waits for as many bytes as it takes to tell them apart', async () => {
  const socket = await dial();
  const answer = firstBytes(socket);
  // The first three letters of the preface, then something else.
  socket.write('PRI');
  await new Promise((resolve) => setTimeout(resolve, 30));
  socket.write(' /x HTTP/1.1\r\nHost: a\r\n\r\n');
  expect(await answer).toMatch(/^HTTP\/1\.1 4/);
  socket.destroy();
});

it('recognises a preface that comes in pieces', async () => {
  const socket = await dial();
  const answer = firstBytes(socket);
  for (const piece of ['PRI * HT', 'TP/2.0\r\n\r\nSM\r\n\r\n', '\0\0\0\x04\0\0\0\0\0']) {
    socket.write(piece, 'latin1');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  // A SETTINGS frame: type 4 in the fourth byte.
  expect((await answer).charCodeAt(3)).toBe(4);
  socket.destroy();
});

it('keeps a connection that says nothing at first', async () => {
  const socket = await dial();
  await new Promise((resolve) => setTimeout(resolve, 100));
  const answer = firstBytes(socket);
  socket.write(REQUEST);
  expect(await answer).toContain('200 OK');
});

it('survives a peer that leaves without a word', async () => {
  (await dial()).resetAndDestroy();
  (await dial()).end();
  expect((await fetch(`http://127.0.0.1:${port.port}/`)).status).toBe(200);
});

it('refuses a port that is taken', async () => {
  const taken = openPort({
    host: '127.0.0.1',
    port: port.port,
    onHttp1: (socket) => socket.destroy(),
    onHttp2: (socket) => socket.destroy(),
  });
  await expect(taken).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
