import { httpsCallable } from 'firebase/functions';
import {
  callables,
  type CallableInput,
  type CallableName,
  type CallableOutput,
} from '#contracts/callables/index.ts';
import { AppError, toAppError } from './app-error.ts';
import { functions } from './firebase.ts';
import { noteSilence } from './use-online.ts';

/** A callable that has not answered by then is given up; sending is safe to repeat. */
const TIMEOUT_MS = 30_000;

/**
 * Calls a function of the backend by its name in the contracts.
 *
 * @returns the output, checked against its schema.
 * @throws AppError with the callable code and the reason.
 */
export async function callCallable<Name extends CallableName>(
  name: Name,
  input: CallableInput<Name>,
): Promise<CallableOutput<Name>> {
  try {
    const call = httpsCallable<CallableInput<Name>>(functions(), name, { timeout: TIMEOUT_MS });
    const { data } = await call(input);
    // The schema stands under the same name as the type, so what it lets through is that type.
    return callables[name].output.parse(data) as CallableOutput<Name>;
  } catch (thrown) {
    const error = toAppError(thrown);
    // The SDK says `internal` when no answer came at all; every refusal of ours carries a reason.
    if (error.reason !== null || !['internal', 'unavailable', 'deadline-exceeded'].includes(error.code)) {
      throw error;
    }
    noteSilence();
    throw error.code === 'internal' ? new AppError('unavailable', null, thrown) : error;
  }
}
