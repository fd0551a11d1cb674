import type { Response } from 'express';

/** Google's names of the HTTP statuses: https://cloud.google.com/apis/design/errors */
const STATUS: Record<number, string> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
};
const TYPES = 'type.googleapis.com/google.rpc.';

export function refuse(response: Response, code: number, message: string, details?: object[]): void {
  const error = { code, message, status: STATUS[code] ?? 'INTERNAL', ...(details ? { details } : {}) };
  response.status(code).json({ error });
}

export function refuseKey(response: Response): void {
  refuse(response, 400, 'API key not valid. Please pass a valid API key.', [
    {
      '@type': `${TYPES}ErrorInfo`,
      reason: 'API_KEY_INVALID',
      domain: 'googleapis.com',
      metadata: { service: 'generativelanguage.googleapis.com' },
    },
  ]);
}

export function refuseForQuota(
  response: Response,
  {
    retryAfterSeconds,
    isDaily = false,
  }: { retryAfterSeconds?: number | undefined; isDaily?: boolean | undefined },
): void {
  const quotaId = `GenerateRequestsPer${isDaily ? 'Day' : 'Minute'}PerProjectPerModel`;
  const hint =
    retryAfterSeconds === undefined
      ? []
      : [{ '@type': `${TYPES}RetryInfo`, retryDelay: `${retryAfterSeconds}s` }];
  refuse(response, 429, 'You exceeded your current quota, please check your plan and billing details.', [
    { '@type': `${TYPES}QuotaFailure`, violations: [{ quotaMetric: 'requests', quotaId }] },
    ...hint,
  ]);
}
