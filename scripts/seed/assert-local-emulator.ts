/** Hosts that only this machine reaches. */
const LOOPBACK = /^(127(\.\d{1,3}){3}|localhost|\[::1\])(:\d+)?$/;

/**
 * Refuses to go on unless Firestore is an emulator on this machine: seeds make accounts with known addresses and must
 * never reach a real project.
 * @param host value of FIRESTORE_EMULATOR_HOST
 * @throws Error with one sentence for the person who ran it
 */
export function assertLocalEmulator(host = process.env['FIRESTORE_EMULATOR_HOST']): void {
  if (host !== undefined && LOOPBACK.test(host)) return;
  throw new Error(
    `Seeds write to an emulator on this machine only, but FIRESTORE_EMULATOR_HOST is ${host ?? 'not set'}.`,
  );
}
