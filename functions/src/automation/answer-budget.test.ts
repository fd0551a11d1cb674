import { afterEach, describe, expect, it } from 'vitest';
import { usageSchema } from '#contracts/collections/automation.ts';
import { paths } from '#contracts/collections/paths.ts';
import { db } from '../platform/admin.ts';
import { entriesOf, reply } from '../testing/automation.ts';
import { PUBLIC_BASE_URL } from '../testing/stack.ts';
import { useTickingClock } from '../testing/ticking-clock.ts';
import { pendingEntries, useResponder } from '../testing/use-responder.ts';
import { forgetAiSettings } from './ai-settings-store.ts';

useTickingClock(Date.UTC(2026, 10, 20, 12));
const acme = useResponder();

describe('the budget of a day', () => {
  const setBudget = async (tokensPerDay: number) => {
    await db()
      .doc(paths.aiSettings('acme'))
      .set({
        keys: { gemini: null, openai: null },
        allowedHosts: [],
        budget: { tokensPerDay, answersPerDay: 2000 },
      });
    forgetAiSettings('acme');
  };
  const usageRef = () => db().doc(paths.usage('acme', '2026-11-20'));
  afterEach(async () => {
    await db().doc(paths.aiSettings('acme')).delete();
    forgetAiSettings('acme');
  });

  it('warns admins once at 80 %, however many answers cross it together, and then ends', async () => {
    await usageRef().delete();
    await setBudget(500);
    const talk = async (count: number) => {
      const guests = Array.from({ length: count }, () => acme.newCustomer());
      for (const guest of guests) await guest.write('Hi');
      await acme.answerAll();
      return guests;
    };
    await talk(3);
    expect(await entriesOf('acme', 'send-mail')).toEqual([]);
    await talk(2); // 400 and 500 of 500
    const mails = await entriesOf('acme', 'send-mail');
    expect(mails.map(({ job }) => job)).toMatchObject([
      {
        mail: {
          to: 'acme-admin@example.test',
          content: { template: 'budget-warning', percent: 80, link: `${PUBLIC_BASE_URL}/chatbot/automation` },
        },
      },
    ]);
    expect(usageSchema.parse((await usageRef().get()).data())).toMatchObject({
      tokens: 500,
      answers: 5,
      costMicros: 35,
      isWarned: true,
    });
    acme.respond.mockClear();
    const [late] = await talk(1);
    expect(acme.respond).not.toHaveBeenCalled();
    expect(await late?.lines()).toEqual(['inbound: Hi', 'event: handed-over']);
    expect(await entriesOf('acme', 'send-mail')).toHaveLength(1);
    await usageRef().delete();
  });

  it('keeps no answer back where several begin the day and cross its warning at once', async () => {
    await usageRef().delete();
    await setBudget(100);
    const mails = await db().collection(paths.outbox('acme')).where('job.type', '==', 'send-mail').get();
    await Promise.all(mails.docs.map(({ ref }) => ref.delete()));
    const guests = [acme.newCustomer(), acme.newCustomer()];
    for (const guest of guests) await guest.write('Hi');
    let release: () => void = () => undefined;
    const bothAsked = new Promise<void>((resolve) => (release = resolve));
    acme.respond.mockImplementation(async () => {
      if (acme.respond.mock.calls.length === guests.length) release();
      await bothAsked;
      return reply();
    });
    await acme.answerAll();
    for (const guest of guests) expect(await guest.taken()).toEqual(['We open at nine.']);
    expect(await pendingEntries('answer')).toEqual([]);
    expect(await entriesOf('acme', 'send-mail')).toHaveLength(1);
    await usageRef().delete();
  });

  it('of 0 allows nothing', async () => {
    await setBudget(0);
    const ana = acme.newCustomer();
    await ana.write('Hi');
    await acme.answerAll();
    expect(acme.respond).not.toHaveBeenCalled();
  });
});
