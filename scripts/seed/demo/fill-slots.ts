import type { Phrasebook } from '../dialogues/dialogue.ts';
import type { Random } from './random.ts';

/** What the `{slots}` of one episode stand for. */
export type Slots = Record<string, string>;

/** Chooses a product, a size, an address and so on: the same throughout an episode. */
export function chooseSlots(
  random: Random,
  { slots }: Phrasebook,
  names: { name: string; me: string },
): Slots {
  const sizeIndex = random.between(0, slots.sizes.length - 2);
  const order = (): string => `CS-${random.between(20_000, 98_999)}`;
  return {
    ...names,
    order: order(),
    order2: order(),
    product: random.pick(slots.product),
    color: random.pick(slots.color),
    size: slots.sizes[sizeIndex] ?? '',
    size2: slots.sizes[sizeIndex + 1] ?? '',
    cm: `${random.between(22, 29)}.${random.between(0, 9)}`,
    city: random.pick(slots.city),
    street: random.pick(slots.street),
    day: random.pick(slots.day),
    hour: String(random.between(2, 6)),
    carrier: random.pick(slots.carrier),
    store: random.pick(slots.store),
    amount: slots.amount.replace('#', String(random.between(59, 240))),
    qty: String(random.between(3, 12) * 12),
    number: String(random.between(1000, 9999)),
    tracking: `${random.between(10, 99)}${random.hex(8).toUpperCase()}`,
  };
}

/** @throws where a text names a slot that does not exist */
export function fillSlots(text: string, slots: Slots): string {
  return text.replace(/\{(\w+)\}/g, (_, slot: string) => {
    const value = slots[slot];
    if (value === undefined) throw new Error(`unknown slot {${slot}} in: ${text}`);
    return value;
  });
}
