import type { Color } from '#contracts/collections/taxonomy.ts';
import './color-dot.css';

/** The colour of a queue or tag: a name of the palette, so that both schemes stay readable. */
export function ColorDot({ color }: { color: Color }) {
  return <span className="color-dot" style={{ background: paletteColor(color) }} aria-hidden />;
}

/** The palette's colour for edges and dots. */
export function paletteColor(color: Color): string {
  return `var(--mantine-color-${color}-5)`;
}
