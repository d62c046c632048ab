import { iso, readCandleRows } from '../market-api.js';
import { dayOf } from './overlay-values.js';

// Few wide candles and then the narrow rest up to the moment.
const WIDTHS = [900, 60, 1];
const RETRY_MS = 10_000;

// What was traded on a day before a moment: volume and notional, asked of the API once a moment.
export class VwapBase {
  constructor(known) {
    this.known = known;
  }

  reset(symbol) {
    this.abort?.abort();
    clearTimeout(this.retry);
    Object.assign(this, { symbol, time: undefined, sum: undefined, retry: undefined });
  }

  // Undefined until it is known; then `known` is called.
  of(time) {
    if (time !== this.time) {
      this.abort?.abort();
      clearTimeout(this.retry);
      this.retry = undefined;
      [this.time, this.sum] = [time, time === dayOf(time) ? { volume: 0, notional: 0 } : undefined];
      this.sum ?? this.read(time);
    }

    return this.sum;
  }

  // Trades of that time have come: where they belong to the sum it is asked for again, and holds until then.
  late(time) {
    if (this.sum && this.retry === undefined && time < this.time && time >= dayOf(this.time)) {
      this.retry = setTimeout(() => this.read(this.time), RETRY_MS);
    }
  }

  async read(time) {
    this.retry = undefined;
    this.abort = new AbortController();
    const { signal } = this.abort;
    try {
      const sum = { volume: 0, notional: 0 };
      let from = dayOf(time);
      for (const width of WIDTHS) {
        const to = time - (time % width);
        for (const row of to > from ? await readCandleRows(this.symbol, width, { from: iso(from), to: iso(to), limit: 1440 }, signal) : []) {
          sum.volume += row.volume;
          sum.notional += row.notional;
        }

        from = Math.max(from, to);
      }

      this.sum = sum;
      this.known();
    } catch {
      // The terminal is away: the line waits.
      this.retry = signal.aborted ? undefined : setTimeout(() => this.read(time), RETRY_MS);
    }
  }

  dispose() {
    this.abort?.abort();
    clearTimeout(this.retry);
  }
}
