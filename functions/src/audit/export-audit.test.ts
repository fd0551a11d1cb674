import { beforeAll, describe, expect, it } from 'vitest';
import type { CallableInput, CallableOutput } from '#contracts/callables/index.ts';
import type { AuditEntry } from '#contracts/collections/audit.ts';
import { paths } from '#contracts/collections/paths.ts';
import { db } from '../platform/admin.ts';
import { ACCOUNT_SID, createDemoCompany, NUMBER, QUEUE_ID } from '../testing/demo-company.ts';
import { auditOf } from '../testing/people.ts';
import { useCompany } from '../testing/use-company.ts';

const demo = useCompany();

const everything = { action: null, memberId: null, from: null, until: null, cursor: null };
const HEADING = 'at,action,by,byId,target,targetId,before,after';

async function exportPage(
  token: string,
  input: CallableInput<'exportAudit'>,
): Promise<CallableOutput<'exportAudit'>> {
  const result = await demo.stack.call('exportAudit', input, token);
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.data;
}

/** Every page, as a person who downloads the log gets them; the lines without the heading. */
async function exported(companyToken: string, filter: Partial<CallableInput<'exportAudit'>> = {}) {
  const lines: string[] = [];
  let pages = 0;
  let cursor: string | null = null;
  do {
    const page = await exportPage(companyToken, { ...everything, ...filter, cursor });
    lines.push(...page.csv.split('\r\n').filter((line) => line !== ''));
    pages += 1;
    cursor = page.cursor;
  } while (cursor !== null);
  expect(lines[0]).toBe(HEADING);
  return { lines: lines.slice(1), pages };
}

describe('the audit log as CSV', () => {
  const START = 1_763_700_000_000;

  beforeAll(async () => {
    await createDemoCompany('big');
    for (let start = 0; start < 1200; start += 400) {
      const batch = db().batch();
      for (let index = start; index < start + 400; index += 1) {
        const entry: AuditEntry = {
          at: START + Math.floor(index / 3), // several share a millisecond
          action: index % 2 === 0 ? 'member.joined' : 'tag.saved',
          by: { uid: index % 5 === 0 ? 'five' : 'other', name: '=cmd|calc' },
          target: { id: `t${index}`, name: 'a, "b"' },
          before: {},
          after: { role: 'agent' },
        };
        batch.set(db().doc(`${paths.audit('big')}/e${String(index).padStart(5, '0')}`), entry);
      }
      await batch.commit();
    }
  });

  const token = () => demo.stack.signIn('big-admin');
  const ids = (lines: string[]) => lines.map((line) => /,(t\d+),/.exec(line)?.[1] ?? '');
  const all = Array.from({ length: 1200 }, (_, index) => `t${1199 - index}`);

  it('has every entry once, newest first, in pages', async () => {
    const { lines, pages } = await exported(await token());
    expect(ids(lines)).toEqual(all);
    expect(pages).toBe(3);
    expect(lines[0]).toBe(
      `2025-11-21T04:40:00.399Z,tag.saved,'=cmd|calc,other,"a, ""b""",t1199,,"{""role"":""agent""}"`,
    );
  });

  it('filters by action, member and time, also together', async () => {
    const admin = await token();
    const number = (id: string) => Number(id.slice(1));
    const joined = all.filter((id) => number(id) % 2 === 0);
    expect(ids((await exported(admin, { action: 'member.joined' })).lines)).toEqual(joined);
    expect(ids((await exported(admin, { action: 'member' })).lines)).toEqual(joined);
    const five = all.filter((id) => number(id) % 5 === 0);
    expect(ids((await exported(admin, { memberId: 'five' })).lines)).toEqual(five);
    const time = { from: START + 10, until: START + 12 };
    expect(ids((await exported(admin, time)).lines)).toEqual(['t35', 't34', 't33', 't32', 't31', 't30']);
    const together = { ...time, action: 'member.joined', memberId: 'five' };
    expect(ids((await exported(admin, together)).lines)).toEqual(['t30']);
    expect((await exported(admin, { action: 'no.such' })).lines).toEqual([]);
  });

  it('is for admins of the company, and knows a cursor of its own only', async () => {
    const { stack, company } = demo;
    for (const member of [company.members.supervisor, company.members.agent])
      expect(await stack.call('exportAudit', everything, await stack.signIn(member))).toMatchObject({
        details: { reason: 'role-not-allowed' },
      });
    for (const cursor of ['x', '1.a/b', '1.', `${'9'.repeat(30)}.a`])
      expect(await demo.call('exportAudit', { ...everything, cursor })).toMatchObject({
        details: { reason: 'invalid-input', field: 'cursor' },
      });
    // A cursor is a place in the caller's own log, whoever made it.
    const foreign = { ...everything, cursor: `${START + 400}.e00000` };
    expect(await demo.call('exportAudit', foreign)).toEqual({
      ok: true,
      data: { csv: '', cursor: null },
    });
  });
});

describe('changes of the set-up', () => {
  it('leave an entry each, with what differs, and none where nothing does', async () => {
    const queue = { queueId: QUEUE_ID, name: 'Support', color: 'red', archived: false } as const;
    await demo.call('saveQueue', queue);
    await demo.call('saveQueue', queue);
    await demo.call('saveTag', { tagId: null, name: 'New', color: 'blue', archived: false });
    await demo.call('saveTag', { tagId: null, name: 'new', color: 'blue', archived: false }); // refused
    const channel = {
      channelId: demo.company.channels.twilio_sms.channelId,
      type: 'twilio_sms',
      name: 'Line',
      account: ACCOUNT_SID,
      authToken: null,
      phone: NUMBER,
      queueId: QUEUE_ID,
      reopenWithinMs: 0,
      state: 'active',
    } as const;
    // The company of the tests above has taken the number over.
    await db().doc(paths.route(demo.company.channels.twilio_sms.routeId)).update({ companyId: 'acme' });
    expect(await demo.call('saveChannel', channel)).toMatchObject({ ok: true });
    const by = { uid: demo.company.members.admin, name: demo.company.members.admin };
    expect(await auditOf('acme')).toEqual([
      {
        at: expect.any(Number),
        action: 'queue.saved',
        by,
        target: { id: QUEUE_ID, name: 'Support' },
        before: { color: 'teal' },
        after: { color: 'red' },
      },
      {
        at: expect.any(Number),
        action: 'tag.saved',
        by,
        target: { id: expect.any(String), name: 'New' },
        before: {},
        after: { name: 'New', color: 'blue', archived: false },
      },
      {
        at: expect.any(Number),
        action: 'channel.saved',
        by,
        target: { id: channel.channelId, name: 'Line' },
        before: { name: 'twilio_sms' },
        after: { name: 'Line' },
      },
    ]);
  });
});
