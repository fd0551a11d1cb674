import { describe, expect, it } from 'vitest';
import { announcementSchema } from '#contracts/collections/announcement.ts';
import { companySchema } from '#contracts/collections/company.ts';
import { paths } from '#contracts/collections/paths.ts';
import { LIMITS } from '#contracts/limits.ts';
import { db } from '../platform/admin.ts';
import { randomId } from '../platform/ids.ts';
import { useCompany } from '../testing/use-company.ts';
import { cleanHtml } from './clean-html.ts';
import { withNotice } from './save-announcement.ts';

const demo = useCompany();

const post = {
  isNew: false,
  title: 'New hours',
  body: '<p>From Monday we open at <strong>eight</strong>.</p>',
  priority: 'urgent' as const,
  roles: ['agent' as const],
  from: 1_000,
  until: null,
};
const newPost = () => ({ ...post, announcementId: randomId(), isNew: true });
const notices = async () =>
  companySchema.parse((await db().doc(paths.company('acme')).get()).data()).notices ?? [];

describe('announcements', () => {
  it('are stored clean, with a head in the company for badges', async () => {
    const body = `${post.body}<script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">x</a>`;
    const saved = await demo.call('saveAnnouncement', { ...newPost(), body });
    const id = saved.ok ? saved.data.announcementId : '';
    const stored = announcementSchema.parse((await db().doc(paths.announcement('acme', id)).get()).data());
    const authorId = demo.company.members.admin;
    expect(stored).toMatchObject({ body: `${post.body}<a>x</a>`, author: { uid: authorId } });
    const head = { id, authorId, priority: 'urgent', roles: ['agent'], from: 1_000 };
    expect(await notices()).toEqual([{ ...head, until: null }]);
    expect(await demo.call('deleteAnnouncement', { announcementId: id })).toMatchObject({ ok: true });
    expect(await notices()).toEqual([]);
    expect(await demo.call('deleteAnnouncement', { announcementId: id })).toMatchObject({
      details: { reason: 'not-found' },
    });
  });

  it('keep their author when somebody changes them', async () => {
    const saved = await demo.call('saveAnnouncement', newPost());
    const announcementId = saved.ok ? saved.data.announcementId : '';
    const changed = { ...post, announcementId, title: 'Newer hours', priority: 'normal' as const };
    expect(await demo.call('saveAnnouncement', changed)).toEqual({
      ok: true,
      data: { announcementId },
    });
    expect(await notices()).toMatchObject([{ id: announcementId, priority: 'normal' }]);
  });

  it('are not changed by saving what is there already', async () => {
    const saved = await demo.call('saveAnnouncement', newPost());
    const announcementId = saved.ok ? saved.data.announcementId : '';
    const all = () => db().collection(paths.audit('acme')).where('target.id', '==', announcementId).get();
    const read = async () => (await db().doc(paths.announcement('acme', announcementId)).get()).data();
    const before = await read();
    await demo.call('saveAnnouncement', { ...post, announcementId });
    expect(await read()).toEqual(before);
    expect((await all()).size).toBe(1);
  });

  it.each([
    ['nothing to read', { body: '<p> </p><script>x</script>' }, 'empty-message'],
    ['an end before the beginning', { until: 500 }, 'invalid-input'],
    ['an id that does not exist', { announcementId: 'none', isNew: false }, 'not-found'],
  ])('refuse %s', async (_what, wrong, reason) => {
    expect(await demo.call('saveAnnouncement', { ...newPost(), ...wrong })).toMatchObject({
      details: { reason },
    });
  });

  it('are written by admins alone', async () => {
    const supervisor = await demo.stack.signIn(demo.company.members.supervisor);
    expect(await demo.stack.call('saveAnnouncement', newPost(), supervisor)).toMatchObject({
      details: { reason: 'role-not-allowed' },
    });
  });
});

it('posts that have ended make room, others do not', () => {
  const head = (id: string, until: number | null) => ({ ...post, id, until });
  const full = Array.from({ length: LIMITS.announcements }, (_, index) =>
    head(`a${index}`, index === 0 ? 5 : null),
  );
  expect(withNotice(full, head('new', null), 10)).toHaveLength(LIMITS.announcements);
  expect(() => withNotice(full, head('new', null), 1)).toThrow('limit-reached');
});

it.each([
  ['<p onclick="x()">a</p>', '<p>a</p>'],
  ['<a href="data:text/html,x">a</a>', '<a>a</a>'],
  ['<a href="//evil.test">a</a>', '<a>a</a>'],
  ['<a href="https://colibri.test/x">a</a>', '<a href="https://colibri.test/x">a</a>'],
  ['<style>p{}</style><p style="color:red">a</p>', '<p>a</p>'],
  ['<svg><script>x</script></svg><iframe src="x"></iframe><form><input></form>b', 'b'],
  ['<h1>big</h1><h3>title</h3>', 'big<h3>title</h3>'],
])('cleaning %s leaves %s', async (dirty, clean) => {
  expect(await cleanHtml(dirty)).toBe(clean);
});
