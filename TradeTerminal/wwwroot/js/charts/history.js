import { inTurn } from './turns.js';
import { iso, readCandleRows } from './market-api.js';

const PAGE = 500;
const MOST = 10_000;
const NEAR = 60;
const RETRY_MS = 3000;
// Candles narrower than a minute are folded from trades: a page spans an hour at most.
const LONGEST_FOLD = 3600;

// Older candles, a page at a time, as the viewer comes near the oldest one drawn.
export class History {
  // `bars` are those drawn; `loaded` gets older ones, or none when there are no more.
  constructor(bars, loaded) {
    Object.assign(this, { bars, loaded, isEnded: false, isLoading: false, isUsed: false });
  }

  reset(symbol, interval) {
    this.abort?.abort();
    Object.assign(this, { symbol, interval, isEnded: false, isLoading: false, isUsed: false, failedAt: -RETRY_MS });
  }

  // `from` is the logical index at the left edge: 0 is the oldest candle.
  async see(from) {
    const [oldest] = this.bars.items;
    if (from > NEAR || !oldest || this.isEnded || this.isLoading || this.bars.items.length >= MOST
      || performance.now() - this.failedAt < RETRY_MS) {
      return;
    }

    this.isLoading = true;
    this.abort = new AbortController();
    const { signal } = this.abort;
    try {
      const limit = this.interval < 60 ? Math.min(PAGE, Math.floor(LONGEST_FOLD / this.interval)) : PAGE;
      const rows = await readCandleRows(this.symbol, this.interval, { to: iso(oldest.time), limit }, signal);
      await inTurn(() => {
        if (!signal.aborted) {
          this.isUsed ||= rows.length > 0;
          this.isEnded = rows.length === 0;
          this.loaded(rows.filter(row => row.time < this.bars.items[0].time));
        }
      });
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
