import { describe, expect, it } from 'vitest';
import { assertLocalEmulator } from './assert-local-emulator.ts';

describe('assertLocalEmulator', () => {
  it.each(['127.0.0.1:8080', 'localhost:8080', '[::1]:8080', '127.0.0.2:1'])('lets %s pass', (host) => {
    expect(() => assertLocalEmulator(host)).not.toThrow();
  });

  it.each([
    '',
    'firestore.googleapis.com',
    '10.0.0.4:8080',
    '127.0.0.1.example.com:80',
    'localhost.example.com',
  ])('refuses "%s"', (host) => {
    expect(() => assertLocalEmulator(host)).toThrow(/Seeds write to an emulator on this machine only/);
  });

  it('refuses where no emulator is named', () => {
    const before = process.env['FIRESTORE_EMULATOR_HOST'];
    delete process.env['FIRESTORE_EMULATOR_HOST'];
    try {
      expect(() => assertLocalEmulator()).toThrow(/is not set/);
    } finally {
      if (before !== undefined) process.env['FIRESTORE_EMULATOR_HOST'] = before;
    }
  });
});
