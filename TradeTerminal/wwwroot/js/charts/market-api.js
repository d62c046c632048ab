import { partsOf } from './names.js';

// What charts ask of the terminal's own API. Each asker has one request on its way at most.
const PATIENCE_MS = 15_000;

export const iso = seconds => new Date(seconds * 1000).toISOString();

export const isTraded = symbol => partsOf(symbol).feed === 'trades';

async function get(path, query, signal) {
  const either = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  const answer = await fetch(`api/${path}?${new URLSearchParams(query)}`, { signal: either });
  if (!answer.ok) {
    throw new Error(`${answer.status} from /api/${path}`);
  }

  return answer.json();
}

export async function readCandleRows(symbol, interval, range, signal) {
  const rows = await get('candles', { ...partsOf(symbol), interval: `${interval}s`, ...range }, signal);
  return rows.map(row => ({ ...row, time: Date.parse(row.time) / 1000 }));
}

export async function readGapRows(symbol, range, signal) {
  const rows = await get('gaps', { ticker: symbol, ...range }, signal);
  return rows.map(({ from, to, reason }) => ({ from: from && Date.parse(from) / 1000, to: Date.parse(to) / 1000, reason }));
}
