import { inTurn } from './turns.js';
import { iso, readCandleRows } from './market-api.js';

const PAGE = 500;
const MOST = 10_000;
const NEAR = 60;
const RETRY_MS = 3000;
// Candles narrower than a minute are folded from trades: a page spans an hour at most.
const LONGEST_FOLD = 3600;

export const pageOf = interval => interval < 60 ? Math.min(PAGE, Math.floor(LONGEST_FOLD / interval)) : PAGE;

// A page is what lies so many intervals back from its last candle: of these none is missing.
export const wholeFrom = (candles, interval) => candles.length === 0 ? Infinity : candles.at(-1).time - (pageOf(interval) - 1) * interval;

// Older candles, a page at a time, as the viewer comes near the oldest one drawn; and newer ones, where those drawn do
// not reach the live end.
export class History {
  // `bars` are those drawn; `owner` gets showOlder(candles) and showNewer(candles), with none when there are no more.
  constructor(bars, owner) {
    Object.assign(this, { bars, owner, isEnded: false, isLoading: false, isUsed: false, hasNewer: false });
  }

  get isFull() { return this.bars.items.length >= MOST; }

  reset(symbol, interval) {
    this.abort?.abort();
    Object.assign(this, {
      symbol, interval, isEnded: false, isLoading: false, isUsed: false, hasNewer: false, failedAt: -RETRY_MS,
    });
  }

  // `from` is the logical index at the left edge: 0 is the oldest candle. `ahead` is how many places are right of the view.
  see(from, ahead) {
    const [oldest] = this.bars.items;
    if (!oldest || this.isLoading || performance.now() - this.failedAt < RETRY_MS) {
      return;
    }

    if (from <= NEAR && !this.isEnded && !this.isFull) {
      this.read({ to: iso(oldest.time) }, rows => {
        this.isUsed ||= rows.length > 0;
        this.isEnded = rows.length === 0;
        this.owner.showOlder(rows.filter(row => row.time < this.bars.items[0].time));
      });
    } else if (ahead <= NEAR && this.hasNewer) {
      const { last } = this.bars;
      this.read({ from: iso(last.time + this.interval), take: 'oldest' }, rows => {
        // Who walks on leaves the oldest behind, and finds them again by going to a moment.
        const { time: oldest } = this.bars.items[0];
        const isLeft = rows.length > 0 && this.bars.leave(this.bars.items.length + rows.length - MOST);
        this.isEnded &&= !isLeft;
        this.owner.showNewer(rows, isLeft ? oldest : undefined);
      });
    }
  }

  async read(range, loaded) {
    this.isLoading = true;
    this.abort = new AbortController();
    const { signal } = this.abort;
    try {
      const rows = await readCandleRows(this.symbol, this.interval, { ...range, limit: pageOf(this.interval) }, signal);
      await inTurn(() => signal.aborted || loaded(rows));
    } catch {
      // The terminal or its database is away: asked again when the viewer moves on.
      this.failedAt = signal.aborted ? this.failedAt : performance.now();
    } finally {
      this.isLoading = signal.aborted && this.isLoading;
    }
  }

  dispose() {
    this.abort?.abort();
  }
}
