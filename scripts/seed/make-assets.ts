// Draws and composes the files of scripts/seed/assets. Needs a Chromium; run it after a drawing has changed.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { ensureBrowser } from '../lib/browser.ts';
import { BOX, CATALOGUE, INVOICE, MAP, RECEIPT, SIZES, STICKER } from './drawings/papers.ts';
import { boot, damagedRunner, loafer, runner } from './drawings/shoes.ts';

const folder = path.join(import.meta.dirname, 'assets');
const save = (name: string, bytes: Buffer): void => writeFileSync(path.join(folder, name), bytes);

const NAVY = {
  wall: '#dbe7ee',
  floor: '#c2cfd6',
  upper: '#24457a',
  shade: '#1a3258',
  sole: '#fafafa',
  accent: '#7dd3fc',
};
const BROWN = {
  wall: '#efe3d3',
  floor: '#d3bd9c',
  upper: '#8a5a2f',
  shade: '#6b431f',
  sole: '#2f241b',
  accent: '#4a321c',
};
const FOREST = {
  wall: '#e4ebe0',
  floor: '#bccbb2',
  upper: '#2f6b4f',
  shade: '#214d39',
  sole: '#5b4632',
  accent: '#e5b769',
};

const PHOTOS = {
  'runner.jpg': runner(NAVY),
  'boot.jpg': boot(BROWN),
  'loafer.jpg': loafer(FOREST),
  'damaged.jpg': damagedRunner(),
  'box.jpg': BOX,
  'receipt.jpg': RECEIPT,
  'map.jpg': MAP,
};

const program = await ensureBrowser();
const browser = await chromium.launch({ ...program, args: ['--no-sandbox'] });
try {
  const page = await browser.newPage({ viewport: { width: 720, height: 540 } });
  for (const [name, svg] of Object.entries(PHOTOS)) {
    await show(page, svg);
    save(name, await page.screenshot({ type: 'jpeg', quality: 72 }));
  }
  await show(page, SIZES);
  save('sizes.png', await page.screenshot({ type: 'png' }));
  save('sticker.webp', await inPage(page, 'drawWebp', STICKER));
  save('unboxing.webm', await inPage(page, 'recordVideo', BOX));
  for (const [name, html] of [
    ['invoice.pdf', INVOICE],
    ['catalogue.pdf', CATALOGUE],
  ] as const) {
    await page.setContent(html);
    save(name, await page.pdf({ preferCSSPageSize: true }));
  }
} finally {
  await browser.close();
}
save(
  'voice.wav',
  composeWav([
    [220, 0.28],
    [247, 0.2],
    [0, 0.08],
    [262, 0.3],
    [233, 0.22],
    [0, 0.1],
    [208, 0.35],
    [247, 0.25],
    [196, 0.5],
  ]),
);
save(
  'squeak.wav',
  composeWav([
    [1180, 0.12],
    [1420, 0.1],
    [0, 0.3],
    [1120, 0.12],
    [1460, 0.12],
    [0, 0.3],
    [1210, 0.2],
  ]),
);

function show(page: Page, svg: string): Promise<void> {
  return page.setContent(`<style>body{margin:0}</style>${svg}`);
}

/** Calls a function of drawings/in-page.js, which answers with base64. */
async function inPage(page: Page, name: 'drawWebp' | 'recordVideo', svg: string): Promise<Buffer> {
  await page.addScriptTag({ path: path.join(import.meta.dirname, 'drawings/in-page.js') });
  return Buffer.from(await page.evaluate<string>(`${name}(${JSON.stringify(svg)})`), 'base64');
}

/**
 * Hums notes as a WAV file: 8-bit mono at 8 kHz, which is plenty for a voice note.
 * @param notes pairs of frequency in hertz (0: silence) and length in seconds
 */
function composeWav(notes: [number, number][]): Buffer {
  const RATE = 8000;
  const samples = notes.flatMap(([hertz, seconds]) => {
    const length = Math.round(seconds * RATE);
    return Array.from({ length }, (_, index) => {
      const time = index / RATE;
      const swell = Math.sin((Math.PI * index) / length);
      const wave = Math.sin(2 * Math.PI * hertz * time) + 0.4 * Math.sin(4 * Math.PI * hertz * time);
      return 128 + Math.round((hertz === 0 ? 0 : 60) * swell * wave);
    });
  });
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(RATE, 24);
  header.writeUInt32LE(RATE, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, Buffer.from(samples)]);
}
