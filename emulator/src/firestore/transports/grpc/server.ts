import type { Socket } from 'node:net';

import {
  type handleServerStreamingCall,
  type handleUnaryCall,
  Metadata,
  type MethodDefinition,
  Server,
  ServerCredentials,
  type ServerWritableStream,
  type UntypedHandleCall,
} from '@grpc/grpc-js';

import { StatusError } from '../../../shared/status.ts';
import type { FirestoreState } from '../../operations/context.ts';
import { protobufDialect } from '../codec/dialect.ts';
import type { Message } from '../codec/message.ts';
import { STREAMING_METHODS, UNARY_METHODS } from '../methods/by-name.ts';
import type { Call } from '../methods/method.ts';
import { assertDecoded, type CallInfo, contextOf, decodeRequest, grpcError } from './call.ts';
import { handleListen } from './listen.ts';
import { loadFirestoreRpcs, type Rpc } from './protos.ts';
import { handleWrite } from './write.ts';

/** The gRPC face of the service, for sockets whose first bytes are the HTTP/2 preface. */
interface GrpcServer {
  accept(socket: Socket): void;
  close(): void;
}

export function createGrpcServer(state: FirestoreState): GrpcServer {
  const server = new Server({
    'grpc.max_receive_message_length': -1,
    'grpc.max_send_message_length': -1,
    'grpc.enable_channelz': 0,
  });
  const definitions: { [name: string]: MethodDefinition<unknown, unknown> } = {};
  const handlers: { [name: string]: UntypedHandleCall } = {};
  for (const rpc of loadFirestoreRpcs()) {
    definitions[rpc.name] = methodDefinition(rpc);
    handlers[rpc.name] = handlerOf(rpc, state);
  }
  server.addService(definitions, handlers);
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  return {
    accept(socket) {
      const session = peerOf(socket);
      // A client that is gone can neither commit nor roll back: its locks must not outlive the connection.
      socket.once('close', () => {
        for (const database of state.engine.databases()) database.releaseSession(session);
      });
      injector.injectConnection(socket);
    },
    close() {
      injector.destroy();
      server.forceShutdown();
    },
  };
}

function handlerOf(rpc: Rpc, state: FirestoreState): UntypedHandleCall {
  if (rpc.name === 'Listen') return handleListen(state);
  if (rpc.name === 'Write') return handleWrite(state);
  return rpc.responseStream ? streamingHandler(rpc.name, state) : unaryHandler(rpc.name, state);
}

function unaryHandler(name: string, state: FirestoreState): handleUnaryCall<Message, object> {
  const method = UNARY_METHODS.get(name);
  const answer: (...args: Parameters<handleUnaryCall<Message, object>>) => Promise<void> = async (
    call,
    callback,
  ) => {
    try {
      callback(null, await run(method, name, state, call));
    } catch (error) {
      callback(grpcError(error));
    }
  };
  return (call, callback) => void answer(call, callback);
}

function streamingHandler(name: string, state: FirestoreState): handleServerStreamingCall<Message, object> {
  const method = STREAMING_METHODS.get(name);
  const answer = async (call: ServerWritableStream<Message, object>): Promise<void> => {
    try {
      for (const response of await run(method, name, state, call)) call.write(response);
      call.end();
    } catch (error) {
      call.emit('error', grpcError(error));
    }
  };
  return (call) => {
    // Without initial metadata an error costs the caller seven seconds: google-gax retries trailers-only answers.
    call.sendMetadata(new Metadata());
    void answer(call);
  };
}

async function run<Response>(
  method: ((call: Call) => Promise<Response> | Response) | undefined,
  name: string,
  state: FirestoreState,
  call: CallInfo & { request: Message },
): Promise<Response> {
  if (!method) throw new StatusError('UNIMPLEMENTED', `${name} is not available in this emulator.`);
  const message = call.request;
  assertDecoded(message);
  return method({ context: contextOf(state, call, message), message, dialect: protobufDialect });
}

function methodDefinition(rpc: Rpc): MethodDefinition<unknown, unknown> {
  const { path, requestStream, responseStream, requestType, responseType } = rpc;
  return {
    path,
    requestStream,
    responseStream,
    // Handlers give exactly what the generated and own encoders take: no conversion and no check in between.
    requestSerialize: (value) => Buffer.from(requestType.encode(value as object).finish()),
    requestDeserialize: (bytes) => decodeRequest(requestType, bytes),
    responseSerialize: (value) => responseType.encode(value as object).finish() as Buffer, // Node's writer makes Buffers
    responseDeserialize: (bytes) => responseType.decode(bytes),
  };
}

/** As `getPeer()` of a call spells it. */
function peerOf(socket: Socket): string {
  return `${socket.remoteAddress}:${socket.remotePort}`;
}
