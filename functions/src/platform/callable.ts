import type * as z from 'zod/mini';
import { HttpsError, onCall, type CallableFunction, type CallableRequest } from 'firebase-functions/https';
import type { SecretParam } from 'firebase-functions/params';
import {
  callables,
  type CallableInput,
  type CallableName,
  type CallableOutput,
} from '#contracts/callables/index.ts';
import { roleCan, type Ability } from '#contracts/roles.ts';
import { REGION } from './config.ts';
import { randomId } from './ids.ts';
import { log } from './log.ts';
import { requireMember, type SignedInMember } from './member.ts';
import { Refusal } from './refusal.ts';

/** What a callable for members gets: its checked input and who calls, from the verified token. */
export interface Call<Name extends CallableName> extends SignedInMember {
  input: CallableInput<Name>;
}

export interface CallableOptions {
  secrets?: SecretParam[];
  timeoutSeconds?: number;
}

type Deployed = CallableFunction<unknown, unknown>;

/**
 * One callable for members, under its contract: the input passes its schema, the caller is checked against the member
 * document and the contract's ability, the output passes its schema, and only refusals reach the caller; anything else
 * becomes `internal` with an id that stands in the log.
 */
export function defineCallable<Name extends CallableName>(
  name: Name,
  handler: (call: Call<Name>) => Promise<CallableOutput<Name>>,
  options: CallableOptions = {},
): Deployed {
  const { access } = callables[name];
  if (access === 'public') throw new Error(`${name} is public by its contract: use definePublicCallable`);
  return deploy(name, options, async (input, request) => {
    const caller = await requireCaller(request, access);
    return handler({ ...caller, input });
  });
}

/** One callable that anybody may call, signed in or not. Otherwise as `defineCallable`. */
export function definePublicCallable<Name extends CallableName>(
  name: Name,
  handler: (input: CallableInput<Name>) => Promise<CallableOutput<Name>>,
  options: CallableOptions = {},
): Deployed {
  const { access } = callables[name];
  if (access !== 'public') throw new Error(`${name} is for members by its contract: use defineCallable`);
  return deploy(name, options, (input) => handler(input));
}

function deploy<Name extends CallableName>(
  name: Name,
  options: CallableOptions,
  run: (input: CallableInput<Name>, request: CallableRequest<unknown>) => Promise<CallableOutput<Name>>,
): Deployed {
  return onCall(
    { region: REGION, timeoutSeconds: options.timeoutSeconds ?? 60, secrets: options.secrets ?? [] },
    async (request: CallableRequest<unknown>) => {
      try {
        // The table ties each name to its own pair of schemas, which the index type of a union cannot say.
        const { input, output } = callables[name] as unknown as {
          input: z.ZodMiniType<CallableInput<Name>>;
          output: z.ZodMiniType<CallableOutput<Name>>;
        };
        return output.parse(await run(parseInput(input, request.data), request));
      } catch (error) {
        throw toHttpsError(name, error);
      }
    },
  );
}

function parseInput<Input>(schema: z.ZodMiniType<Input>, data: unknown): Input {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.map(String).join('.');
  throw new Refusal('invalid-input', field === undefined || field === '' ? {} : { field });
}

async function requireCaller(
  request: CallableRequest<unknown>,
  access: 'member' | Ability,
): Promise<SignedInMember> {
  if (request.auth === undefined) throw new Refusal('signed-out');
  const caller = await requireMember({ ...request.auth.token, uid: request.auth.uid });
  if (access !== 'member' && !roleCan(caller.member.role, access)) throw new Refusal('role-not-allowed');
  return caller;
}

function toHttpsError(name: string, error: unknown): HttpsError {
  if (error instanceof Refusal) return new HttpsError(error.code, error.details.reason, error.details);
  const id = randomId();
  log.error('callable failed', error, { callable: name, errorId: id });
  return new HttpsError('internal', 'internal', { reason: 'internal', values: { id } });
}
