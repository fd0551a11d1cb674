import type { Line } from '../dialogues/dialogue.ts';
import {
  decideAccept,
  decideReturn,
  decideTransfer,
} from '../../../functions/src/inbox/decide-assignment.ts';
import { decidePriority, decideTags } from '../../../functions/src/inbox/decide-labels.ts';
import type { Actor } from '../../../functions/src/inbox/decide-send.ts';
import { decideClose, decideReopen } from '../../../functions/src/inbox/decide-ticket.ts';
import { AGENTS, queueIdOf, SUPERVISOR, tagIdOf, type Person } from './company.ts';
import { chooseSlots } from './fill-slots.ts';
import { says, spoken } from './line-steps.ts';
import type { Random } from './random.ts';
import { MINUTE_MS, SECOND_MS, type EpisodePlan, type Scene, type Step } from './scene.ts';
import type { Decision, InboundContent } from './story.ts';

/** Messages that a customer writes before somebody answers, where nobody does. */
const UNANSWERED_MESSAGES = { min: 3, max: 5 };

/** Everything that happens in an episode, in order. */
export function episodeSteps(random: Random, plan: EpisodePlan): Step[] {
  const slots = chooseSlots(random, plan.phrasebook, {
    name: plan.customerName,
    me: plan.holder.name.split(' ')[0] ?? '',
  });
  const scene: Scene = { random, plan, slots, holder: actorOf(plan.holder) };
  const [first, ...rest] = plan.ending === 'unanswered' ? unanswered(scene) : conversation(scene);
  if (first === undefined) throw new Error(`nothing happens in ${plan.dialogue.topic}`);
  return [{ ...first, gapMs: plan.pauseMs ?? 0 }, ...rest];
}

function actorOf({ uid, role }: Person): Actor {
  return { uid, role };
}

/** The opening lines of the dialogue, and what an impatient customer adds. */
function unanswered(scene: Scene): Step[] {
  const { random, plan } = scene;
  const lines = plan.dialogue.lines.slice(
    0,
    plan.dialogue.lines.findIndex((line) => line.by !== 'customer'),
  );
  const opening = lines.map((line, index) => spoken(scene, line, { previous: lines[index - 1] }));
  const count = random.between(UNANSWERED_MESSAGES.min, UNANSWERED_MESSAGES.max);
  const nudges = random
    .shuffle(plan.phrasebook.nudges)
    .slice(0, Math.max(0, count - opening.length - 1))
    .map((text) => says(scene, text, random.between(1, 14) * MINUTE_MS));
  const judged = random.chance(0.5) ? labels({ ...scene, holder: actorOf(SUPERVISOR) }) : [];
  return [
    says(scene, random.pick(plan.phrasebook.greetings), 0),
    ...opening,
    ...triage(scene),
    ...judged,
    ...nudges,
  ];
}

function conversation(scene: Scene): Step[] {
  const { random, plan } = scene;
  const isLong = random.chance(0.5); // optional questions and their answers come together or not at all
  const lines = cut(
    scene,
    plan.dialogue.lines.filter((line) => !line.optional || isLong),
  );
  const first = lines.findIndex((line) => line.by === 'agent');
  const greeting = random.pick(plan.phrasebook.greetings);
  const greetsApart = random.chance(0.4);
  const steps: Step[] = [];
  if (first === 0) steps.push(begins(scene));
  else if (greetsApart) steps.push(says(scene, greeting, 0));
  for (const [index, line] of lines.entries()) {
    if (index === first && first > 0) steps.push(...triage(scene), accepts(scene));
    steps.push(
      spoken(scene, line, {
        previous: lines[index - 1],
        isFirstAnswer: index === first,
        isLast: index === lines.length - 1,
        ...(index === 0 && first > 0 && !greetsApart ? { greeting } : {}),
      }),
    );
    if (index === first) steps.push(...labels(scene));
    if (index === first + 1 && random.chance(0.08)) steps.push(...handover(scene));
  }
  return [...steps, ...ending(scene)];
}

/** The part of the dialogue that has been spoken so far: to the end, or to a line of the wanted side. */
function cut({ random, plan }: Scene, lines: Line[]): Line[] {
  if (plan.ending === 'closed') return lines;
  const lastBy = plan.ending === 'member-last' ? 'agent' : 'customer';
  const firstAnswer = lines.findIndex((line) => line.by === 'agent');
  const possible = [...lines.keys()].filter(
    (index) => index > firstAnswer && index >= 2 && lines[index]?.by === lastBy,
  );
  const end = possible.length === 0 ? lines.length - 1 : random.pick(possible);
  return lines.slice(0, end + 1);
}

function ending(scene: Scene): Step[] {
  const { random, plan, holder } = scene;
  if (plan.ending === 'customer-last') return plan.farewell ? [farewell(plan.farewell)] : [];
  if (plan.ending === 'returned') {
    const nudge = random.pick(plan.phrasebook.nudges);
    return [
      acts(random.between(5, 40) * MINUTE_MS, holder, decideReturn),
      says(scene, nudge, random.between(3, 30) * MINUTE_MS),
    ];
  }
  if (plan.ending === 'member-last') return [];
  const closes = acts(random.between(1, 40) * MINUTE_MS, holder, decideClose);
  const leave = plan.farewell
    ? [farewell(plan.farewell)]
    : random.chance(0.75)
      ? [says(scene, random.pick(plan.phrasebook.thanks), random.between(1, 15) * MINUTE_MS)]
      : [];
  return [...leave, looks(), closes];
}

function begins({ holder }: Scene): Step {
  return {
    gapMs: 0,
    play(story, at) {
      if (story.hasBegun)
        story.act(at, holder, (current, actor) => decideReopen(current, actor, story.newTicket(at)));
      else story.begin(at, holder.uid);
    },
  };
}

/** The supervisor sends what came in elsewhere to the queue it belongs to. */
function triage({ random, plan }: Scene): Step[] {
  const queueId = queueIdOf(plan.dialogue.queue);
  return [
    {
      gapMs: random.between(40, 150) * SECOND_MS,
      play(story, at) {
        if (story.conversation.status !== 'waiting' || story.conversation.queueId === queueId) return;
        story.act(at, actorOf(SUPERVISOR), (current, actor) =>
          decideTransfer(current, actor, { type: 'queue', queueId }),
        );
      },
    },
  ];
}

function accepts({ random, holder }: Scene): Step {
  return acts(random.between(1, 18) * MINUTE_MS, holder, decideAccept);
}

/** Somebody else helps out: the first one hands over, or puts it back and the holder takes it again. */
function handover({ random, plan, holder }: Scene): Step[] {
  const colleague = random.pick(AGENTS.filter(({ uid }) => uid !== plan.holder.uid));
  return [
    acts(random.between(1, 5) * MINUTE_MS, holder, (current, actor) =>
      decideTransfer(current, actor, { type: 'member', memberId: colleague.uid }),
    ),
    acts(random.between(2, 9) * MINUTE_MS, actorOf(colleague), decideReturn),
    acts(random.between(1, 9) * MINUTE_MS, holder, decideAccept),
  ];
}

function labels({ random, plan, holder }: Scene): Step[] {
  const { priority, tags } = plan.dialogue;
  const steps: Step[] = [];
  const wanted = random.chance(0.12) ? 'urgent' : priority;
  if (wanted !== 'medium' && random.chance(0.6)) {
    steps.push(
      acts(random.between(5, 50) * SECOND_MS, holder, (current, actor) =>
        decidePriority(current, actor, wanted),
      ),
    );
  }
  if (tags.length > 0 && random.chance(0.65)) {
    steps.push(
      acts(random.between(5, 40) * SECOND_MS, holder, (current, actor) =>
        decideTags(current, actor, [...current.tags, ...tags.map(tagIdOf)], plan.taxonomy),
      ),
    );
  }
  return steps;
}

function looks(): Step {
  return { gapMs: 5 * SECOND_MS, play: (story) => story.read() };
}

function farewell(content: InboundContent): Step {
  return { gapMs: 4 * MINUTE_MS, play: (story, at) => story.customerWrites(at, content) };
}

function acts(gapMs: number, actor: Actor, decide: Decision): Step {
  return { gapMs, play: (story, at) => story.act(at, actor, decide) };
}
