import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { ACCENT_COLORS } from '../accents.ts';
import { accentLook, contrastOf, nearestReadable, READABLE_RATIO, TEXT_COLORS } from './accent-look.ts';

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

it('every readable colour gives a look whose texts can be read in both schemes', () => {
  fc.assert(
    fc.property(anyColor, (any) => {
      const color = nearestReadable(any);
      const { palette, light, dark } = accentLook(color);
      expect(palette).toHaveLength(10);
      expect(palette[7]).toBe(color);
      for (const step of palette) expect(step).toMatch(/^#[0-9a-f]{6}$/);
      const pairs = [
        [light['--accent-text'], light['--accent-tint']],
        [dark['--accent-text'], dark['--accent-tint']],
        [dark['--accent'], '#181d24'],
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

test.each(Object.entries(ACCENT_COLORS))('our own accent %s is readable', (_name, color) => {
  expect(nearestReadable(color)).toBe(color);
});
