import type { Announcement } from '#contracts/collections/announcement.ts';
import { ADMIN, demoId } from './company.ts';

const HOUR_MS = 60 * 60_000;

export const ANNOUNCEMENT_ID = demoId('announcement', 'clara');

/** A post that everybody of the company finds on the board. */
export function describeAnnouncement(now: number): Announcement {
  const from = now - 20 * HOUR_MS;
  return {
    title: 'Clara knows our returns now',
    body:
      '<p>Clara, our AI agent, has learned our pages about <strong>sizes, returns, delivery and shops</strong>. ' +
      'While it is on, it answers first on WhatsApp and hands over whenever somebody asks for a person.</p>' +
      '<p>You can take over at any time: just send your answer.</p>',
    priority: 'normal',
    roles: ['admin', 'supervisor', 'agent'],
    from,
    until: null,
    author: { uid: ADMIN.uid, name: ADMIN.name },
    createdAt: from,
    updatedAt: from,
  };
}
