import type { Company } from '#contracts/collections/company.ts';
import type { Role } from '#contracts/roles.ts';

type Notice = NonNullable<Company['notices']>[number];

/** The heads that a role sees now, the newest first. */
export function visibleNotices(notices: readonly Notice[], role: Role, nowMs: number): Notice[] {
  return notices
    .filter(
      ({ roles, from, until }) => roles.includes(role) && from <= nowMs && (until === null || until > nowMs),
    )
    .toSorted((a, b) => b.from - a.from);
}

/** When the newest post of a role began, also one that has ended; 0: none has. */
export function newestBegun(notices: readonly Notice[], role: Role, nowMs: number): number {
  const begun = notices.filter(({ roles, from }) => roles.includes(role) && from <= nowMs);
  return Math.max(0, ...begun.map(({ from }) => from));
}

/** Those that began after the reader last looked. */
export function unseenNotices(notices: readonly Notice[], seenAtMs: number): Notice[] {
  return notices.filter(({ from }) => from > seenAtMs);
}

/**
 * The urgent post that interrupts next: the oldest unseen one of somebody else, so that none is skipped. Null: there is
 * none.
 */
export function nextUrgent(visible: readonly Notice[], seenAtMs: number, uid: string): Notice | null {
  const urgent = unseenNotices(visible, seenAtMs).filter(
    ({ priority, authorId }) => priority === 'urgent' && authorId !== uid,
  );
  return urgent.toSorted((a, b) => a.from - b.from)[0] ?? null;
}

/**
 * Why a post cannot end when it says; null where it can.
 * @param post what it was before; null: a new one
 * @param from null: at once, which a post that has begun already keeps
 */
export function findUntilProblem(
  { from, until }: Pick<Notice, 'until'> & { from: number | null },
  post: Pick<Notice, 'from'> | null,
  nowMs: number,
): 'beforeFrom' | 'past' | null {
  if (until === null) return null;
  if (from !== null) return until <= from ? 'beforeFrom' : null;
  return until <= Math.min(post?.from ?? nowMs, nowMs) ? 'past' : null;
}
