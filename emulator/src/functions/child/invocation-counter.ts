/** How long counts are gathered before they are reported, so that a message is not paid for every request. */
const REPORT_AFTER_MS = 5;

/** Counts function calls and reports them in batches. */
export class InvocationCounter {
  #counts: Record<string, number> = {};
  #timer: NodeJS.Timeout | null = null;
  readonly #report: (counts: Record<string, number>) => void;

  constructor(report: (counts: Record<string, number>) => void) {
    this.#report = report;
  }

  add(functionId: string): void {
    this.#counts[functionId] = (this.#counts[functionId] ?? 0) + 1;
    this.#timer ??= setTimeout(() => this.flush(), REPORT_AFTER_MS);
  }

  /** Reports what has been gathered, now. */
  flush(): void {
    if (this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#timer = null;
    const counts = this.#counts;
    this.#counts = {};
    this.#report(counts);
  }
}
