import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { MediaKind } from '#contracts/message-kinds.ts';

interface Asset {
  /** In scripts/seed/assets. */
  file: string;
  kind: MediaKind;
  mimeType: string;
  /** The name a person would see; null where the channel gives none. */
  name: string | null;
}

/** Pictures, sounds and papers of the demo, drawn and composed by make-assets.ts. */
export const ASSETS = {
  runner: { file: 'runner.jpg', kind: 'image', mimeType: 'image/jpeg', name: 'runner-blue.jpg' },
  boot: { file: 'boot.jpg', kind: 'image', mimeType: 'image/jpeg', name: 'boot-brown.jpg' },
  loafer: { file: 'loafer.jpg', kind: 'image', mimeType: 'image/jpeg', name: 'loafer-green.jpg' },
  damaged: { file: 'damaged.jpg', kind: 'image', mimeType: 'image/jpeg', name: null },
  box: { file: 'box.jpg', kind: 'image', mimeType: 'image/jpeg', name: null },
  receipt: { file: 'receipt.jpg', kind: 'image', mimeType: 'image/jpeg', name: null },
  map: { file: 'map.jpg', kind: 'image', mimeType: 'image/jpeg', name: 'shop-map.jpg' },
  sizes: { file: 'sizes.png', kind: 'image', mimeType: 'image/png', name: 'size-chart.png' },
  sticker: { file: 'sticker.webp', kind: 'sticker', mimeType: 'image/webp', name: null },
  voice: { file: 'voice.wav', kind: 'voice', mimeType: 'audio/wav', name: null },
  squeak: { file: 'squeak.wav', kind: 'audio', mimeType: 'audio/wav', name: 'squeak.wav' },
  video: { file: 'unboxing.webm', kind: 'video', mimeType: 'video/webm', name: null },
  invoice: { file: 'invoice.pdf', kind: 'document', mimeType: 'application/pdf', name: 'invoice.pdf' },
  catalogue: { file: 'catalogue.pdf', kind: 'document', mimeType: 'application/pdf', name: 'catalogue.pdf' },
} as const satisfies Record<string, Asset>;

export type AssetName = keyof typeof ASSETS;
/** Bytes of each file. */
export type AssetSizes = Record<AssetName, number>;

export function readAsset(name: AssetName): Buffer {
  return readFileSync(path.join(import.meta.dirname, '../assets', ASSETS[name].file));
}

export function readAssetSizes(): AssetSizes {
  const names = Object.keys(ASSETS) as AssetName[]; // the keys of this very object
  return Object.fromEntries(names.map((name) => [name, readAsset(name).length])) as AssetSizes; // one entry per name
}
