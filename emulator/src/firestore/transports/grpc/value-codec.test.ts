import { createRequire } from 'node:module';

import * as fc from 'fast-check';
import protobuf, { type INamespace } from 'protobufjs';
import { describe, expect, it } from 'vitest';

import { createFields } from '../../engine/fields.ts';
import type { Value } from '../../engine/types.ts';
import { loadFirestoreRpcs } from './protos.ts';
import { readValue, writeValue } from './value-codec.ts';

/** Google's own description, with the codecs that protobufjs generates: the reference. */
const reference = protobuf.Root.fromJSON(
  createRequire(import.meta.url)('@google-cloud/firestore-api/build/protos/protos.json') as INamespace,
).lookupType('google.firestore.v1.Value');

const scalar: fc.Arbitrary<Value> = fc.oneof(
  fc.constant<Value>({ nullValue: null }),
  fc.boolean().map((booleanValue) => ({ booleanValue })),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((number) => ({ integerValue: String(number) })),
  fc.integer().map((number) => ({ integerValue: String(number) })),
  fc.double().map((doubleValue) => ({ doubleValue })),
  fc.string({ unit: 'grapheme' }).map((stringValue) => ({ stringValue })),
  fc.uint8Array().map((bytes) => ({ bytesValue: Buffer.from(bytes).toString('base64') })),
  fc
    .date({ min: new Date(-62_135_596_800_000), max: new Date(253_402_300_799_999), noInvalidDate: true })
    .map((date) => ({ timestampValue: date.toISOString().replace('Z', '123Z') })),
  fc
    .record({ latitude: fc.double({ noNaN: true }), longitude: fc.double({ noNaN: true }) })
    .map((geoPointValue) => ({ geoPointValue })),
  fc.string().map((id) => ({ referenceValue: `projects/p/databases/d/documents/a/${id}` })),
);

const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    scalar,
    fc.array(tie('value')).map((values) => ({ arrayValue: { values } })),
    fc
      .array(fc.tuple(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor')), tie('value')))
      .map((entries) => ({ mapValue: { fields: createFields(entries) } })),
  ),
}));

const encode = (item: Value): Uint8Array => writeValue(item, protobuf.Writer.create()).finish();
const decode = (bytes: Uint8Array): Value => readValue(protobuf.Reader.create(bytes), bytes.length);

describe('the codec of values', () => {
  it('reads back whatever it wrote', () => {
    fc.assert(
      fc.property(value, (item) => {
        expect(decode(encode(item))).toEqual(item);
      }),
    );
  });

  it('writes what the generated codec understands, and reads what that writes', () => {
    fc.assert(
      fc.property(value, (item) => {
        const rewritten = reference.encode(reference.decode(encode(item))).finish();
        expect(decode(rewritten)).toEqual(item);
      }),
    );
  });

  it.each([
    ['nothing', []],
    ['a kind of pipelines', [0x9a, 0x01, 0x01, 0x61]],
    ['a length beyond the end', [0x8a, 0x01, 0x09, 0x61]],
  ])('refuses %s', (_name, bytes) => {
    expect(() => decode(Uint8Array.from(bytes))).toThrow();
  });

  it('refuses nesting without end', () => {
    let item: Value = { nullValue: null };
    for (let depth = 0; depth < 200; depth++) item = { arrayValue: { values: [item] } };
    expect(() => decode(encode(item))).toThrow(/nested/);
  });
});

describe('loadFirestoreRpcs', () => {
  it('knows the verify writes of the web SDK, which Google does not publish', () => {
    const commit = loadFirestoreRpcs().find(({ name }) => name === 'Commit');
    const request = { database: 'd', writes: [{ verify: 'name', currentDocument: { exists: false } }] };
    const decoded = commit && commit.requestType.decode(commit.requestType.encode(request).finish());
    expect(decoded).toMatchObject(request);
  });
});
