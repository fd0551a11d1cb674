/** What the emulator and the child process that runs the functions say to each other over their IPC channel. */

/** Retry settings as deployed; null means the service's default. Durations are seconds, as in the SDK's options. */
export interface RetrySettings {
  maxAttempts: number | null;
  maxRetrySeconds: number | null;
  minBackoffSeconds: number | null;
  maxBackoffSeconds: number | null;
  maxDoublings: number | null;
}

export interface RateLimits {
  maxConcurrentDispatches: number | null;
  maxDispatchesPerSecond: number | null;
}

export type Trigger =
  | { kind: 'https' }
  | { kind: 'callable' }
  | {
      kind: 'event';
      eventType: string;
      /** Attributes that must be equal, such as `database`, `bucket`, or `document` without wildcards. */
      filters: Record<string, string>;
      /** Attributes that must match a pattern, such as `document`. */
      pathPatterns: Record<string, string>;
      retry: boolean;
    }
  | { kind: 'task'; retry: RetrySettings; rateLimits: RateLimits }
  | { kind: 'schedule'; schedule: string; timeZone: string | null; retry: RetrySettings }
  /** A kind of trigger this emulator does not serve (`blockingTrigger`, ...). */
  | { kind: 'unsupported'; name: string };

/** One deployed function. A function exported for several regions is described once per region. */
export interface FunctionDescription {
  /** The export's name; parts of nested exports are joined with `-`. */
  id: string;
  region: string;
  timeoutSeconds: number;
  trigger: Trigger;
}

/** A CloudEvent with its extension attributes in lower case, as the SDK takes it. */
export interface CloudEvent {
  specversion: '1.0';
  id: string;
  source: string;
  type: string;
  time: string;
  data: unknown;
  [attribute: string]: unknown;
}

export type MessageToChild =
  | { kind: 'listen'; port: number; deliveryKey: string }
  /** Comes with a socket that was accepted while no child listened. */
  | { kind: 'connection' }
  | { kind: 'event'; deliveryId: number; functionId: string; event: CloudEvent }
  | { kind: 'flush'; flushId: number };

export type MessageFromChild =
  | {
      kind: 'loaded';
      functions: FunctionDescription[];
      /** Names of params and secrets that have neither a value nor a default. */
      missing: string[];
    }
  | { kind: 'failed'; reason: string }
  | { kind: 'listening'; port: number }
  /** An event's function has ended: `error` is null where it succeeded. */
  | { kind: 'acknowledged'; deliveryId: number; error: string | null }
  /** Calls started since the last such message, by function. */
  | { kind: 'invoked'; counts: Record<string, number> }
  | { kind: 'flushed'; flushId: number };

/** Sent with tasks and schedules: production lets only the services' own identities call those functions. */
export const DELIVERY_KEY_HEADER = 'x-emulator-delivery-key';
