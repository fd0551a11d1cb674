import * as z from 'zod/mini';

/** What Chromium says of itself (https://wicg.github.io/ua-client-hints/#interface). */
const hintsSchema = z.object({
  brands: z.array(z.object({ brand: z.string() })),
  platform: z.string(),
});
type BrowserHints = z.infer<typeof hintsSchema>;

/** The structured description of the browser; null where it gives none, as Firefox and Safari. */
export function readBrowserHints(navigator: object): BrowserHints | null {
  if (!('userAgentData' in navigator)) return null;
  // The interface keeps its values in getters, which a schema of plain objects does not see.
  const { userAgentData } = navigator;
  if (typeof userAgentData !== 'object' || userAgentData === null) return null;
  const hints = hintsSchema.safeParse({
    brands: 'brands' in userAgentData ? userAgentData.brands : null,
    platform: 'platform' in userAgentData ? userAgentData.platform : null,
  });
  return hints.success ? hints.data : null;
}

const BRANDS: [brand: string, name: string][] = [
  ['Microsoft Edge', 'Edge'],
  ['Opera', 'Opera'],
  ['Brave', 'Brave'],
  ['Google Chrome', 'Chrome'],
  ['Chromium', 'Chromium'],
];

/** The more special first: browsers name those that they descend from too. */
const BROWSERS: [pattern: RegExp, name: string][] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: [pattern: RegExp, name: string][] = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/CrOS/, 'ChromeOS'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
];

/** A few words by which people know a device again: `Chrome, Windows`. Empty where nothing is known. */
export function deviceName(hints: BrowserHints | null, userAgent: string): string {
  const brand = BRANDS.find(([known]) => hints?.brands.some((given) => given.brand === known))?.[1];
  const browser = brand ?? BROWSERS.find(([pattern]) => pattern.test(userAgent))?.[1];
  const system = hints?.platform || SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1];
  return [browser, system].filter(Boolean).join(', ');
}
