// Pictures of the pages of a running terminal, for docs/:
//   node --experimental-websocket eng/screenshots.mjs [http://localhost:5080] [folder]
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { shoot, withChromium } from './support/chromium.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const address = process.argv[2] ?? 'http://localhost:5080';
const folder = process.argv[3] ?? join(root, 'docs', 'screens');
// The pages move all the time: there is no moment at which they are done.
const SETTLE_MS = 6000;
const desk = [1440, 900];
const sizes = { '': desk, '-wide': [1920, 1080], '-phone': [375, 812] };
const pages = {
  terminal: '/', market: '/market', map: '/map', positions: '/positions', alerts: '/alerts', history: '/history?sort=-size', producer: '/producer',
  pipeline: '/pipeline', settings: '/settings', instrument: '/instrument/AAPL',
};
const shots = [
  ...Object.entries(pages).flatMap(([page, path]) => Object.entries(sizes).map(([suffix, size]) => [page + suffix, path, 'dark', size])),
  ['terminal-light', '/', 'light', desk],
  ['terminal-contrast', '/', 'contrast', desk],
];

await withChromium(async browser => {
  mkdirSync(folder, { recursive: true });
  for (const [name, path, theme, size] of shots) {
    const script = `localStorage.setItem('theme', '${theme}'); localStorage.setItem('tour', 'seen')`;
    writeFileSync(join(folder, `${name}.png`), await shoot(browser, address + path, { size, script, settle: SETTLE_MS }));
    console.log(`${name}.png`);
  }
});
