import { afterAll, beforeAll } from 'vitest';
import type { CallableInput, CallableName } from '#contracts/callables/index.ts';
import { createDemoCompany, type DemoCompany } from './demo-company.ts';
import { startStack, type CallResult, type Stack } from './stack.ts';

/** The stack with one company, from the first test of a file to the last. */
export interface CompanyInUse {
  readonly stack: Stack;
  readonly company: DemoCompany;
  /** A call of its admin. */
  call: <Name extends CallableName>(name: Name, input: CallableInput<Name>) => Promise<CallResult<Name>>;
}

/** Starts the stack with the demo company `acme` before the tests of a file, and stops it after them. */
export function useCompany(): CompanyInUse {
  let stack: Stack;
  let company: DemoCompany;
  let admin: string;
  beforeAll(async () => {
    stack = await startStack();
    company = await createDemoCompany('acme');
    admin = await stack.signIn(company.members.admin);
  });
  afterAll(() => stack.stop());
  return {
    get stack() {
      return stack;
    },
    get company() {
      return company;
    },
    call: (name, input) => stack.call(name, input, admin),
  };
}
