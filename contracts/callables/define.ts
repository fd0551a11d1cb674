import type * as z from 'zod/mini';
import type { Ability } from '../roles.ts';

/** Who may call: anybody, or a member whose role has the ability. */
export type CallableAccess = 'public' | 'member' | Ability;

export interface CallableContract<Input, Output> {
  input: z.ZodMiniType<Input>;
  output: z.ZodMiniType<Output>;
  access: CallableAccess;
}

/** Ties the input, output and access of one callable together, keeping their types. */
export function contract<Input, Output>(
  access: CallableAccess,
  input: z.ZodMiniType<Input>,
  output: z.ZodMiniType<Output>,
): CallableContract<Input, Output> {
  return { access, input, output };
}
