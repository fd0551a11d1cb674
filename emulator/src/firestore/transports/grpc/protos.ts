import { createRequire } from 'node:module';

import protobuf, { type INamespace, type Reader, type Root, type Type, type Writer } from 'protobufjs';

import { writeDocumentChange } from './document-change.ts';
import {
  readDocument,
  readInt64,
  readTimestamp,
  readValue,
  type WireDocument,
  writeDocument,
  writeTimestamp,
  writeValue,
} from './value-codec.ts';
import type { Timestamp, Value } from '../../engine/types.ts';

/** One RPC of google.firestore.v1.Firestore. */
export interface Rpc {
  name: string;
  /** HTTP/2 path, `/google.firestore.v1.Firestore/Commit`. */
  path: string;
  requestType: Type;
  responseType: Type;
  requestStream: boolean;
  responseStream: boolean;
}

const SERVICE = 'google.firestore.v1.Firestore';

/** Every RPC of the service as Google describes it, ready to decode requests and encode responses. */
export function loadFirestoreRpcs(): Rpc[] {
  const root = loadRoot();
  return root.lookupService(SERVICE).methodsArray.map((method) => {
    method.resolve();
    return {
      name: method.name,
      path: `/${SERVICE}/${method.name}`,
      requestType: root.lookupType(method.resolvedRequestType?.fullName ?? method.requestType),
      responseType: root.lookupType(method.resolvedResponseType?.fullName ?? method.responseType),
      requestStream: method.requestStream === true,
      responseStream: method.responseStream === true,
    };
  });
}

function loadRoot(): Root {
  const require = createRequire(import.meta.url);
  // The file is a protobufjs descriptor by its package's promise; fromJSON refuses anything else.
  const descriptor = require('@google-cloud/firestore-api/build/protos/protos.json') as INamespace;
  const root = protobuf.Root.fromJSON(descriptor);
  addVerify(root);
  root.resolveAll();
  installCodecs(root);
  return root;
}

/**
 * `Write.verify` is missing from Google's published descriptors, but the web SDK's transactions send it for
 * documents that they read and do not write. Without it those writes decode as empty ones.
 * Source: packages/firestore/src/protos/google/firestore/v1/write.proto of firebase-js-sdk.
 */
function addVerify(root: Root): void {
  root.lookupType('google.firestore.v1.Write').add(new protobuf.Field('verify', 5, 'string'));
}

/** Replaces the generated codecs of what is most of the traffic by ones that speak the engine's own form. */
function installCodecs(root: Root): void {
  install<Value>(root, 'google.firestore.v1.Value', readValue, writeValue);
  install<WireDocument>(root, 'google.firestore.v1.Document', readDocument, writeDocument);
  install<Timestamp>(root, 'google.protobuf.Timestamp', readTimestamp, writeTimestamp);
  installEncoder(root, 'google.firestore.v1.DocumentChange', writeDocumentChange);
  // As in proto3 JSON, a wrapper is its value.
  for (const name of ['google.protobuf.Int32Value', 'google.protobuf.Int64Value']) {
    install<number>(root, name, readWrappedInteger, (value, writer) => writer.uint32(8).int64(value));
  }
  install<number>(root, 'google.protobuf.DoubleValue', readWrappedDouble, (value, writer) =>
    writer.uint32(9).double(value),
  );
}

function readWrappedDouble(reader: Reader, length: number): number {
  const end = reader.pos + length;
  let value = 0;
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag >>> 3 === 1) value = reader.double();
    else reader.skipType(tag & 7);
  }
  return value;
}

function install<T>(
  root: Root,
  typeName: string,
  read: (reader: Reader, length: number) => T,
  write: (value: T, writer: Writer) => Writer,
): void {
  const type = installEncoder(root, typeName, write);
  Object.assign(type, { decode: (reader: Reader, length: number) => read(reader, length) });
}

/** @param write takes what handlers give for this type, whatever that is */
function installEncoder(root: Root, typeName: string, write: (value: never, writer: Writer) => Writer): Type {
  const type = root.lookupType(typeName);
  // First the generated ones: protobufjs makes them lazily and would overwrite ours.
  type.setup();
  return Object.assign(type, { encode: write });
}

function readWrappedInteger(reader: Reader, length: number): number {
  const end = reader.pos + length;
  let value = 0;
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag >>> 3 === 1) value = Number(readInt64(reader));
    else reader.skipType(tag & 7);
  }
  return value;
}
