import { iso, readCandleRows } from '../market-api.js';

const RETRY_MS = 5000;

// The moment of the host's data-since, in Unix seconds, and the price of each line then: that of the last trade before
// it ends. The prices in memory tell most; the database tells the rest, one symbol after the other.
export class Comparison {
  constructor(host, lines, changed) {
    Object.assign(this, { host, lines, changed, bases: new Map(), since: undefined });
    this.observer = new MutationObserver(() => this.read());
    this.observer.observe(host, { attributes: true, attributeFilter: ['data-since'] });
  }

  read() {
    this.abort?.abort();
    clearTimeout(this.retry);
    const since = Number(this.host.dataset.since) || undefined;
    if (since !== this.since) {
      this.since = since;
      this.bases.clear();
    }

    if (since) {
      for (const [symbol, { points }] of this.lines) {
        const at = points.items[points.indexOf(since + 1) - 1];
        at && this.bases.set(symbol, at.value);
      }

      this.ask(since);
    }

    this.changed();
  }

  async ask(since) {
    this.abort = new AbortController();
    const { signal } = this.abort;
    try {
      for (const symbol of [...this.lines.keys()].filter(symbol => !this.bases.has(symbol))) {
        const [row] = await readCandleRows(symbol, 1, { to: iso(since + 1), limit: 1 }, signal);
        this.bases.set(symbol, row?.close ?? NaN);
        this.changed();
      }
    } catch {
      // The terminal is away.
      this.retry = signal.aborted ? undefined : setTimeout(() => this.read(), RETRY_MS);
    }
  }

  dispose() {
    this.observer.disconnect();
    this.abort?.abort();
    clearTimeout(this.retry);
  }
}
