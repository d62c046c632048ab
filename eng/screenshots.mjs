// Pictures of the pages of a running terminal, for docs/:
//   node --experimental-websocket eng/screenshots.mjs [http://localhost:5080] [folder]
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const address = process.argv[2] ?? 'http://localhost:5080';
const folder = process.argv[3] ?? join(root, 'docs', 'screens');
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

const profile = mkdtempSync(join(tmpdir(), 'screens-'));
const chromium = spawn('chromium', [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--hide-scrollbars', '--remote-debugging-port=0', `--user-data-dir=${profile}`,
], { stdio: ['ignore', 'ignore', 'pipe'] });

try {
  const browser = await connect(await endpoint());
  mkdirSync(folder, { recursive: true });
  for (const [name, path, theme, size] of shots) {
    writeFileSync(join(folder, `${name}.png`), await shoot(browser, address + path, theme, size));
    console.log(`${name}.png`);
  }

  browser.close();
} finally {
  chromium.kill();
  await new Promise(resolve => chromium.once('exit', resolve));
  rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

// Chromium says on its error stream where it listens.
function endpoint() {
  return new Promise((resolve, reject) => {
    let said = '';
    chromium.once('error', reject);
    chromium.once('exit', () => reject(new Error(`Chromium ended: ${said}`)));
    chromium.stderr.on('data', data => {
      said += data;
      const found = /DevTools listening on (\S+)/.exec(said);
      found && resolve(found[1]);
    });
  });
}

async function connect(url) {
  const socket = new WebSocket(url);
  const waiting = new Map();
  let last = 0;
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error(`No connection to ${url}`));
  });
  socket.onmessage = ({ data }) => {
    const { id, result, error } = JSON.parse(data);
    const asked = waiting.get(id);
    waiting.delete(id);
    asked && (error ? asked.reject(new Error(error.message)) : asked.resolve(result));
  };
  return {
    send: (method, params = {}, sessionId = undefined) => new Promise((resolve, reject) => {
      waiting.set(++last, { resolve, reject });
      socket.send(JSON.stringify({ id: last, method, params, sessionId }));
    }),
    close: () => socket.close(),
  };
}

async function shoot(browser, url, theme, [width, height]) {
  const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
  const page = (method, params) => browser.send(method, params, sessionId);
  await page('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: width < 700 });
  await page('Page.enable');
  await page('Page.addScriptToEvaluateOnNewDocument', { source: `localStorage.setItem('theme', '${theme}'); localStorage.setItem('tour', 'seen')` });
  await page('Page.navigate', { url });
  // The pages move all the time: there is no moment at which they are done.
  await new Promise(resolve => setTimeout(resolve, SETTLE_MS));
  const { data } = await page('Page.captureScreenshot', { format: 'png' });
  await browser.send('Target.closeTarget', { targetId });
  return Buffer.from(data, 'base64');
}
