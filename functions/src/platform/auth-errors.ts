/** Whether Auth refused with one of these codes, such as `auth/user-not-found`. */
export function isAuthError(error: unknown, ...codes: string[]): boolean {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return codes.some((candidate) => candidate === code);
}
