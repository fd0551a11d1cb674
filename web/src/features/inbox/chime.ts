/** Two short tones, made in place: no file to fetch. */
const TONES = [
  { frequencyHz: 740, startS: 0, lengthS: 0.09 },
  { frequencyHz: 988, startS: 0.1, lengthS: 0.14 },
] as const;
const VOLUME = 0.08;

let context: AudioContext | null = null;

/**
 * Plays the sound for a new message, once on this device however many tabs are open: the first tab that gets the lock
 * of this message plays it and holds the lock long enough for the others to find it taken.
 *
 * @param messageKey the same in every tab for the same message.
 */
export async function chimeOnce(messageKey: string): Promise<void> {
  await navigator.locks.request(`colibri-chime-${messageKey}`, { ifAvailable: true }, async (lock) => {
    if (lock === null) return;
    await play();
    await new Promise((resolve) => {
      setTimeout(resolve, 5000);
    });
  });
}

async function play(): Promise<void> {
  context ??= new AudioContext();
  // Browsers keep audio suspended until the person has done something on the page.
  if (context.state === 'suspended') await Promise.race([context.resume(), pause(200)]);
  if (context.state !== 'running') return;
  const gain = new GainNode(context, { gain: VOLUME });
  gain.connect(context.destination);
  for (const { frequencyHz, startS, lengthS } of TONES) {
    const tone = new OscillatorNode(context, { type: 'sine', frequency: frequencyHz });
    tone.connect(gain);
    tone.start(context.currentTime + startS);
    tone.stop(context.currentTime + startS + lengthS);
  }
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, durationMs);
  });
}
