import { isOfType, typeNameOf, type TypeForms, type TypeName } from '../type-names.ts';
import { RulesError, type RulesValue } from '../values.ts';

type ParameterType = keyof TypeForms;

/** One overload of a function or method. Arguments have been checked against `parameters` before `call`. */
export interface Builtin {
  /** The type whose method it is; null for a function. */
  receiver: TypeName | null;
  name: string;
  parameters: readonly ParameterType[];
  call(receiver: RulesValue, args: readonly RulesValue[]): RulesValue;
}

type Forms<P extends readonly ParameterType[]> = {
  -readonly [K in keyof P]: P[K] extends ParameterType ? TypeForms[P[K]] : never;
};

/** A row of a table: a method of `receiver`. `call` may answer an error value. */
export function method<R extends TypeName, const P extends readonly ParameterType[]>(
  receiver: R,
  name: string,
  parameters: P,
  call: (self: TypeForms[R], ...args: Forms<P>) => RulesValue,
): Builtin {
  return {
    receiver,
    name,
    parameters,
    // `callBuiltin` picks a row by the receiver's type and checks every argument against `parameters`.
    call: (self, args) => call(self as TypeForms[R], ...(args as Forms<P>)),
  };
}

/** A row of a table: a function, its name with the namespace (`math.abs`). */
export function fn<const P extends readonly ParameterType[]>(
  name: string,
  parameters: P,
  call: (...args: Forms<P>) => RulesValue,
): Builtin {
  // `callBuiltin` checks every argument against `parameters`.
  return { receiver: null, name, parameters, call: (_self, args) => call(...(args as Forms<P>)) };
}

/**
 * Calls the overload that fits the arguments.
 *
 * @param rows the overloads of one name, at least one.
 * @returns the result, or an unplaced error with the official text.
 */
export function callBuiltin(
  rows: readonly Builtin[],
  receiver: RulesValue,
  args: readonly RulesValue[],
): RulesValue {
  for (const row of rows) if (accepts(row, args)) return row.call(receiver, args);
  const expected = rows.map(signatureOf).join(', ');
  if (rows.every((row) => row.parameters.length !== args.length)) {
    return new RulesError(`Incorrect number of arguments. Received: ${args.length}. Expected: ${expected}.`);
  }
  const name = rows[0] ? fullName(rows[0]) : '';
  const received = `${name}(${args.map(typeNameOf).join(', ')})`;
  return new RulesError(`Unsupported operation error. Received: ${received}. Expected: ${expected}.`);
}

function accepts({ parameters }: Builtin, args: readonly RulesValue[]): boolean {
  return (
    parameters.length === args.length &&
    parameters.every((type, index) => type === 'any' || isOfType(args[index] ?? null, type))
  );
}

function fullName({ receiver, name }: Builtin): string {
  return receiver === null ? name : `${receiver}.${name}`;
}

function signatureOf(row: Builtin): string {
  // The official texts write `float` where an int is taken as well.
  const parameters = row.parameters.map((type) => (type === 'number' ? 'float' : type));
  return `${fullName(row)}(${parameters.join(', ')})`;
}
