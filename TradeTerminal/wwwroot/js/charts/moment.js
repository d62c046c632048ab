import { goWith } from './address.js';
import { pageOf, wholeFrom } from './history.js';
import { iso, readCandleRows } from './market-api.js';
import { MomentMark } from './overlays/moment-mark.js';
import { Points } from './series.js';
import { element } from './surface.js';
import { nameCandle, nameTime } from '../zone.js';
import { inTurn } from './turns.js';

const RETRY_MS = 5000;
// Without a candle within so many intervals, the nearest ones are named.
const NEAR = 10;

// The moment of the host's data-at, in Unix seconds: the candles around it are shown and stay, whatever comes live. Where
// those of the live end don't reach it, they are kept aside until what is drawn joins them, or the viewer goes live.
export class Moment {
  constructor(host, chart, capacity) {
    Object.assign(this, { host, chart, capacity, at: undefined, aside: undefined });
    this.mark = new MomentMark(chart.candles, chart.bars);
    this.notice = element(chart.surface.legend, 'p', 'chart-notice');
    this.notice.hidden = true;
    this.observer = new MutationObserver(() => this.read());
    this.observer.observe(host, { attributes: true, attributeFilter: ['data-at'] });
  }

  // Another thing is drawn, from its live end: if there is a moment, it is that of this one now.
  begin() {
    this.aside = this.at = undefined;
    this.stop();
    this.mark.set(undefined);
    this.chart.surface.hold(false);
    this.read();
  }

  read() {
    const at = Number(this.host.dataset.at) || undefined;
    if (at === this.at) {
      return;
    }

    this.at = at;
    this.stop();
    if (at === undefined) {
      this.chart.surface.goLive();
    } else if (this.chart.symbol !== undefined) {
      this.chart.surface.hold(true);
      this.show();
    }
  }

  // Where it is among what is drawn, or what is live; else what is stored around it.
  show() {
    const { chart: { bars, interval, surface }, at } = this;
    surface.isTouched = false;
    const reaches = (points, end) => points.items[0]?.time <= at && at < end;
    if (reaches(bars, this.aside ? bars.last?.time + interval : Infinity)) {
      this.place();
    } else if (this.aside && reaches(this.aside, Infinity)) {
      this.attach();
      this.place();
    } else {
      this.load();
    }
  }

  // The oldest candles have gone: the moment may have been among them, the first of which was at `oldest`.
  lost(oldest) {
    if (oldest <= this.at && this.at < this.chart.bars.items[0].time) {
      this.show();
    }
  }

  // A frame of the live end; true when it is kept aside.
  take({ whole, candles }) {
    if (!this.aside) {
      return false;
    }

    if (whole) {
      this.aside.replace(candles, wholeFrom(candles, this.chart.interval));
    } else {
      candles.filter(({ time }) => time >= this.aside.from).forEach(candle => this.aside.put(candle));
    }

    return true;
  }

  async load() {
    const { symbol, interval } = this.chart;
    const next = this.at - (this.at % interval) + interval;
    const limit = Math.ceil(pageOf(interval) / 2);
    this.abort = new AbortController();
    const { signal } = this.abort;
    try {
      const before = await readCandleRows(symbol, interval, { to: iso(next), limit }, signal);
      const after = await readCandleRows(symbol, interval, { from: iso(next), take: 'oldest', limit }, signal);
      await inTurn(() => signal.aborted || this.around([...before, ...after]));
    } catch {
      if (!signal.aborted) {
        this.say(`The candles around ${nameTime(this.at)} can't be read now; trying again`);
        this.retry = setTimeout(() => this.load(), RETRY_MS);
      }
    }
  }

  around(rows) {
    const { chart, chart: { bars, history } } = this;
    if (rows.length > 0) {
      this.aside ??= this.copy();
      history.reset(chart.symbol, chart.interval);
      history.isUsed = history.hasNewer = true;
      bars.capacity = this.capacity;
      bars.replace([]);
      bars.prepend(rows);
      this.join();
      chart.drawAll();
    }

    this.place();
  }

  copy() {
    const points = new Points(this.capacity);
    points.replace(this.chart.bars.items, this.chart.bars.from);
    return points;
  }

  // True when what is drawn reaches the live candles, which then are drawn after it.
  join(isEnd = false) {
    const { bars, history } = this.chart;
    const { last } = bars;
    if (!isEnd && !(last.time >= this.aside.items[0]?.time)) {
      return false;
    }

    const first = this.aside.items[0]?.time ?? Infinity;
    const newer = isEnd ? this.aside.items.filter(({ time }) => time > last.time) : this.aside.items;
    bars.items.splice(isEnd ? bars.items.length : bars.indexOf(first));
    bars.append(newer);
    this.aside = undefined;
    history.hasNewer = false;
    return true;
  }

  // Candles after those drawn; with none, what is live comes next. `left` is the time of the oldest left behind, if any was.
  showNewer(rows, left) {
    const { bars } = this.chart;
    bars.append(rows);
    this.join(rows.length === 0);
    if (left <= this.at && this.at < bars.items[0].time) {
      this.mark.set(undefined);
    }

    this.chart.surface.keepView(() => this.chart.drawAll());
  }

  // Back to the candles of the live end.
  attach() {
    if (this.aside) {
      const { chart, chart: { bars, history } } = this;
      bars.capacity = this.capacity;
      bars.replace(this.aside.items, this.aside.from);
      this.aside = undefined;
      history.reset(chart.symbol, chart.interval);
      chart.drawAll();
    }
  }

  leave() {
    if (this.at !== undefined) {
      goWith('at', undefined);
    }

    this.at = undefined;
    this.stop();
    this.attach();
    this.chart.surface.hold(false);
    this.mark.set(undefined);
  }

  place() {
    const { chart, chart: { bars, interval, surface }, at } = this;
    const bucket = at - (at % interval);
    this.mark.set(at, bucket);
    surface.centre(bucket, bars.last?.time);
    chart.history.see(surface.time.getVisibleLogicalRange()?.from ?? 0, Infinity);
    const next = bars.indexOf(bucket);
    const [before, after] = [bars.items[next - 1], bars.items[next]];
    const isNear = time => Math.abs(time - bucket) <= NEAR * interval;
    if (isNear(before?.time) || isNear(after?.time)) {
      this.say('');
    } else {
      const nearest = [before, after].filter(candle => candle).map(({ time }) => time);
      this.say(nearest.length > 0 ? `No candles of ${chart.symbol} around ${nameTime(at)}. Nearest:` : `No candles of ${chart.symbol} are stored`, nearest);
      !before && after && this.explain(at);
    }

    chart.describe(chart.hovered);
  }

  // Why there is nothing older.
  explain(at) {
    this.chart.gaps.beginning().then(words => {
      if (this.at === at && words) {
        element(this.notice, 'span', '', ` (${words})`);
      }
    }, () => { /* Then without why. */ });
  }

  say(words, times = []) {
    this.notice.hidden = words === '';
    this.notice.textContent = words;
    this.chart.surface.said.textContent = words;
    for (const time of times) {
      const button = element(this.notice, 'button', 'chart-mode', nameCandle(time, this.chart.interval));
      button.type = 'button';
      button.addEventListener('click', () => goWith('at', time));
    }
  }

  // The candle at the moment, or the next one; undefined when the newest is meant, as long as the moment is not shown.
  get index() {
    const { bars, interval } = this.chart;
    return this.mark.at === undefined ? undefined : Math.min(bars.indexOf(this.at - (this.at % interval)), bars.items.length - 1);
  }

  stop() {
    this.abort?.abort();
    clearTimeout(this.retry);
    this.say('');
  }

  dispose() {
    this.observer.disconnect();
    this.stop();
  }
}
