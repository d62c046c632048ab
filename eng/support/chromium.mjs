// A Chromium without a window, spoken to over its own protocol. Before Node 22 it needs node --experimental-websocket.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Starts one, hands it over, and takes it away again. */
export async function withChromium(work) {
  const profile = mkdtempSync(join(tmpdir(), 'screens-'));
  const chromium = spawn('chromium', [
    '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--hide-scrollbars', '--remote-debugging-port=0', `--user-data-dir=${profile}`,
  ], { stdio: ['ignore', 'ignore', 'pipe'] });
  try {
    const browser = await connect(await endpoint(chromium));
    await work(browser);
    browser.close();
  } finally {
    chromium.kill();
    await new Promise(resolve => chromium.once('exit', resolve));
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

/** A picture of a page, as PNG: what is there after `settle` milliseconds, before which `script` has run. */
export async function shoot(browser, url, { size: [width, height], script = '', settle }) {
  const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
  const page = (method, params) => browser.send(method, params, sessionId);
  await page('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: width < 700 });
  await page('Page.enable');
  await page('Page.addScriptToEvaluateOnNewDocument', { source: script });
  await page('Page.navigate', { url });
  await new Promise(resolve => setTimeout(resolve, settle));
  const { data } = await page('Page.captureScreenshot', { format: 'png' });
  await browser.send('Target.closeTarget', { targetId });
  return Buffer.from(data, 'base64');
}

// It says on its error stream where it listens.
function endpoint(chromium) {
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
