import type { RetrySettings } from '../functions/protocol.ts';

/** Retry settings with every default filled in; null limits are no limits. */
export interface RetryPolicy {
  maxAttempts: number | null;
  maxRetryMs: number | null;
  minBackoffMs: number;
  maxBackoffMs: number;
  maxDoublings: number;
}

/** What the CLI gives a task queue whose options say nothing. Source: firebase-tools, `src/gcp/cloudtasks.ts`. */
const TASK_QUEUE_DEFAULTS = {
  maxAttempts: 3,
  minBackoffSeconds: 0.1,
  maxBackoffSeconds: 3600,
  maxDoublings: 16,
};
/** Source: Cloud Scheduler's RetryConfig; no retry unless asked for. */
const SCHEDULE_DEFAULTS = { maxAttempts: 1, minBackoffSeconds: 5, maxBackoffSeconds: 3600, maxDoublings: 5 };

export function taskRetryPolicy(settings: RetrySettings): RetryPolicy {
  return fill(settings, TASK_QUEUE_DEFAULTS);
}

export function scheduleRetryPolicy(settings: RetrySettings): RetryPolicy {
  return fill(settings, SCHEDULE_DEFAULTS);
}

function fill(settings: RetrySettings, defaults: typeof TASK_QUEUE_DEFAULTS): RetryPolicy {
  const attempts = settings.maxAttempts ?? defaults.maxAttempts;
  return {
    maxAttempts: attempts < 0 ? null : attempts, // Cloud Tasks: -1 is unlimited
    maxRetryMs:
      settings.maxRetrySeconds === null || settings.maxRetrySeconds === 0
        ? null
        : settings.maxRetrySeconds * 1000,
    minBackoffMs: (settings.minBackoffSeconds ?? defaults.minBackoffSeconds) * 1000,
    maxBackoffMs: (settings.maxBackoffSeconds ?? defaults.maxBackoffSeconds) * 1000,
    maxDoublings: settings.maxDoublings ?? defaults.maxDoublings,
  };
}

/**
 * How long to wait before the next attempt: the interval doubles `maxDoublings` times, then grows by a constant, up
 * to the maximum. Source: Cloud Tasks' RetryConfig, `max_doublings`.
 * @param failedAttempts attempts so far, at least 1
 */
export function backoffMs(policy: RetryPolicy, failedAttempts: number): number {
  const doublings = Math.min(failedAttempts - 1, policy.maxDoublings);
  const linearSteps = failedAttempts - 1 - doublings;
  const interval = policy.minBackoffMs * 2 ** doublings * (1 + linearSteps);
  return Math.min(interval, policy.maxBackoffMs);
}

/**
 * Whether another attempt is allowed. With both limits set, both must be reached before retrying ends.
 * Source: Cloud Tasks' RetryConfig, `max_attempts` and `max_retry_duration`.
 * @param sinceFirstAttemptMs time since the first attempt
 */
export function mayRetry(policy: RetryPolicy, failedAttempts: number, sinceFirstAttemptMs: number): boolean {
  const isOutOfAttempts = policy.maxAttempts !== null && failedAttempts >= policy.maxAttempts;
  if (policy.maxRetryMs === null) return !isOutOfAttempts;
  const isOutOfTime = sinceFirstAttemptMs >= policy.maxRetryMs;
  if (policy.maxAttempts === null) return !isOutOfTime;
  return !(isOutOfAttempts && isOutOfTime);
}
