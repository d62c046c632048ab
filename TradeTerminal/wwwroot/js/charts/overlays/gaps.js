import { GapBands } from './gap-bands.js';
import { iso, isTraded, readGapRows } from '../market-api.js';
import { nameCandle } from '../../zone.js';

// Intervals without a candle keep their place on the axis; of a longer stretch this many do.
const PLACES = 8;
// A stretch of this many intervals is marked as a gap.
export const MARKED = 3;
// The database knows minutes.
const MINUTE = 60;
const KNOWN_FROM_S = 120;
const ASK_GAP_MS = 10_000;
const MOST_KNOWN = 5_000;
const WORDS = {
  quiet: symbol => `no trades of ${symbol}`,
  silent: () => 'nothing traded: the producer was silent',
  not_read: () => 'not recorded: the feed was not read',
  retention: () => 'older ones are no longer kept',
  beginning: () => 'the first trade stored',
};

export class Gaps {
  constructor(series, changed) {
    this.changed = changed;
    this.stretches = [];
    this.known = [];
    this.bands = new GapBands();
    series.attachPrimitive(this.bands);
  }

  reset(symbol, interval) {
    this.abort?.abort();
    clearTimeout(this.timer);
    Object.assign(this, { symbol, interval, known: [], timer: undefined, isWanted: false });
  }

  // The points with an empty place for each interval that has none.
  spread(items) {
    this.stretches = [];
    const places = [];
    let before;
    for (const item of items) {
      for (const time of before === undefined ? [] : this.open(before, item.time)) {
        places.push({ time });
      }

      places.push(item);
      before = item.time;
    }

    this.show();
    return places;
  }

  // The empty places between two neighbouring candles.
  open(before, next) {
    const missing = Math.round((next - before) / this.interval) - 1;
    if (missing >= MARKED) {
      this.stretches.push({ before, next, from: before + this.interval, to: next });
    }

    const count = Math.min(missing, PLACES);
    return Array.from({ length: Math.max(0, count) }, (_, i) => (
      before + this.interval * Math.round((i + 1) * (missing + 1) / (count + 1))));
  }

  show(mayAsk = true) {
    for (const stretch of this.stretches) {
      stretch.reason ??= this.known.find(({ from, to }) => from !== null
        && Math.min(to, stretch.to) - Math.max(from, stretch.from) >= (stretch.to - stretch.from) / 2)?.reason;
      stretch.words = WORDS[stretch.reason]?.(this.symbol) ?? (isTraded(this.symbol) ? 'no trades' : 'no prices');
    }

    this.bands.set(this.stretches);
    if (mayAsk && this.stretches.some(stretch => !stretch.reason && stretch.to - stretch.from >= KNOWN_FROM_S)) {
      this.ask();
    }
  }

  at(time) {
    return this.stretches.find(({ from, to }) => time >= from && time < to);
  }

  // Why there are none in a stretch, as one sentence.
  say({ from, to, words }) {
    return `${nameCandle(from, this.interval)} to ${nameCandle(to, this.interval)}: ${words}`;
  }

  points() {
    return this.stretches.map(({ from, to, reason = 'unknown' }) => ({ from, to, reason }));
  }

  // At most once in ten seconds, for all that is drawn.
  ask() {
    if (!isTraded(this.symbol) || this.timer) {
      this.isWanted = Boolean(this.timer);
      return;
    }

    // Only what is not known yet: an answer has room for the newest 500.
    const open = this.stretches.filter(stretch => !stretch.reason && stretch.to - stretch.from >= KNOWN_FROM_S);
    const before = open[0].from - this.interval;
    const [first, end] = [before - before % MINUTE, open.at(-1).to + Math.max(this.interval, MINUTE)];
    this.abort?.abort();
    this.isWanted = false;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.isWanted && this.show();
    }, ASK_GAP_MS);
    this.abort = new AbortController();
    const { signal } = this.abort;
    // With the candles on both sides, whatever minute of them a trade is in.
    readGapRows(this.symbol, { from: iso(first), to: iso(end), limit: 500 }, signal).then(rows => {
      if (!signal.aborted) {
        this.known = [...rows, ...this.known.filter(gap => gap.to <= first || gap.from >= end)].slice(0, MOST_KNOWN);
        this.show(false);
        this.changed();
      }
    }, () => {
      // Not known now: asked again.
      this.isWanted = !signal.aborted;
      this.isWanted && !this.timer && this.show();
    });
  }

  // What lies before the oldest candle there is.
  async beginning() {
    if (!isTraded(this.symbol)) {
      return undefined;
    }

    const rows = await readGapRows(this.symbol, { limit: 500 }, new AbortController().signal);
    return WORDS[rows.find(row => row.from === null)?.reason]?.(this.symbol);
  }

  // That there is nothing older, and once it is known why.
  async sayBeginning(place) {
    place.textContent = 'No older candles';
    const { symbol, interval } = this;
    const words = await this.beginning().catch(() => undefined);
    if (words && this.symbol === symbol && this.interval === interval) {
      place.textContent = `No older candles: ${words}`;
    }
  }

  dispose() {
    this.abort?.abort();
    clearTimeout(this.timer);
  }
}
