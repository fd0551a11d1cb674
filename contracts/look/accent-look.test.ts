import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { ACCENT_COLORS } from '../accents.ts';
import {
  accentLook,
  contrastOf,
  GROUNDS,
  nearestReadable,
  READABLE_RATIO,
  TEXT_COLORS,
  VISIBLE_RATIO,
} from './accent-look.ts';

const anyColor = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('a colour on which white cannot be read', () => {
  test.each(['#ffd400', '#7fd4ff', '#ffffff', '#9be564'])('%s is answered with a readable one', (color) => {
    const nearest = nearestReadable(color);
    expect(nearest).not.toBe(color);
    expect(contrastOf(nearest, '#ffffff')).toBeGreaterThanOrEqual(READABLE_RATIO);
    // Nearest: no darker than it has to be.
    expect(contrastOf(nearest, '#ffffff')).toBeLessThan(READABLE_RATIO + 0.4);
  });

  it('is told from a good one, which stays as it is', () => {
    fc.assert(
      fc.property(anyColor, (color) => {
        const isGood = contrastOf(color, '#ffffff') >= READABLE_RATIO;
        expect(nearestReadable(color) === color).toBe(isGood);
      }),
    );
  });
});

it('every colour gives a look whose texts can be read in both schemes', () => {
  fc.assert(
    fc.property(anyColor, (color) => {
      const { palette, light, dark } = accentLook(color);
      expect(palette).toHaveLength(10);
      expect(palette[7]).toBe(nearestReadable(color));
      for (const step of palette) expect(step).toMatch(/^#[0-9a-f]{6}$/);
      const pairs = [
        [light['--accent-text'], light['--accent-tint']],
        [dark['--accent-text'], dark['--accent-tint']],
        [light['--accent'], GROUNDS.light],
        [dark['--accent'], GROUNDS.dark],
        // What Mantine's quiet buttons and links are written in.
        [palette[7], GROUNDS.light],
        [palette[4], GROUNDS.dark],
        [palette[3], GROUNDS.dark],
        ...(['--accent-tint', '--selected', '--bubble-out'] as const).flatMap((ground) => [
          [TEXT_COLORS.light, light[ground]],
          [TEXT_COLORS.dark, dark[ground]],
        ]),
      ] as const;
      for (const [text, ground] of pairs)
        expect(contrastOf(text ?? '', ground ?? '')).toBeGreaterThanOrEqual(READABLE_RATIO);
    }),
  );
});

describe('a filled button', () => {
  const expectButton = (color: string) => {
    const look = accentLook(color);
    for (const scheme of ['light', 'dark'] as const) {
      const states = (['--accent-filled', '--accent-filled-hover'] as const).map(
        (name) => look[scheme][name],
      );
      for (const ground of states) {
        expect(
          contrastOf(look[scheme]['--accent-filled-text'], ground),
          `${color}: text, ${scheme}`,
        ).toBeGreaterThanOrEqual(READABLE_RATIO);
        expect(contrastOf(ground, GROUNDS[scheme]), `${color}: button, ${scheme}`).toBeGreaterThanOrEqual(
          VISIBLE_RATIO,
        );
      }
      expect(states[0], `${color}: hover, ${scheme}`).not.toBe(states[1]);
    }
  };

  it('can be read and stands out from its ground in both schemes, whatever the colour', () => {
    fc.assert(fc.property(anyColor, expectButton), { numRuns: 1000 });
  });

  test.each([
    ['black', '#000000'],
    ['white', '#ffffff'],
    ['nearly black', '#0a0a12'],
    ['the darkest blue', '#00003f'],
    ['the surface of the dark scheme', '#181d24'],
    ['a wine red', '#3b0a1e'],
    ['yellow', '#ffff00'],
    ['cyan', '#00ffff'],
  ])('so does one in %s', (_name, color) => expectButton(color));

  test.each(['#000000', '#050505', '#0a0a12'])('is light in the dark where its colour is %s', (color) => {
    const { light, dark } = accentLook(color);
    expect(contrastOf(dark['--accent-filled'], GROUNDS.dark)).toBeGreaterThan(10);
    expect(light['--accent-filled']).toBe(color);
  });

  it('keeps the very colour where it does', () => {
    const { light, dark } = accentLook('#0b6f98');
    expect([light['--accent-filled'], dark['--accent-filled']]).toEqual(['#0b6f98', '#0b6f98']);
    expect(accentLook('#000040').light['--accent-filled']).toBe('#000040');
  });
});

test.each(Object.entries(ACCENT_COLORS))('our own accent %s is readable', (_name, color) => {
  expect(nearestReadable(color)).toBe(color);
});
