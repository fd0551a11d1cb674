/** Vectors of length 1 that lie in clusters, as passages on the same subject do; the same ones in each run. */
export interface ClusteredVectors {
  /** A vector near the middle of a cluster, another one at each call. */
  near(cluster: number): Float64Array;
}

/** How far vectors lie from the middle of their cluster: two of them have a product of about 0.7, strangers of about 0. */
const SPREAD = 0.65;

export function clusteredVectors(clusters: number, dimensions: number): ClusteredVectors {
  const normal = normalNumbers(20_261_128);
  const random = (): Float64Array => unit(Float64Array.from({ length: dimensions }, normal));
  const middles = Array.from({ length: clusters }, random);
  return {
    near(cluster) {
      const middle = middles[cluster % clusters];
      if (middle === undefined) throw new Error('There is no such cluster.');
      const noise = random();
      return unit(middle.map((value, index) => value + SPREAD * (noise[index] ?? 0)));
    },
  };
}

function unit(vector: Float64Array): Float64Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

/** Numbers of the normal distribution from a seed: mulberry32 with the Box-Muller transform. */
function normalNumbers(seed: number): () => number {
  let state = seed;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}
