import { AlertMarks } from './overlays/alert-marks.js';
import { pointsOf, rowsOf, wordOf } from './candle-rows.js';
import { CandleSeries } from './candle-series.js';
import { readCandles } from './frame.js';
import { Gaps } from './overlays/gaps.js';
import { History, wholeFrom } from './history.js';
import { CandleLegend } from './legend.js';
import { Levels } from './overlays/levels.js';
import { Moment } from './moment.js';
import { Overlays } from './overlays/overlays.js';
import { Decimals } from './scale.js';
import { Points } from './series.js';
import { Surface } from './surface.js';

const CAPACITY = 2000;
const BAR_WIDTH = 7;
const DAY = 86_400;
// More changes than this at once, and setting all is quicker than updating each.
const MANY = 30;

export class CandleChart {
  constructor(host) {
    this.bars = new Points(CAPACITY);
    this.scale = new Decimals();
    this.decimals = this.scale.value;
    this.surface = new Surface(host, this, { timeScale: { barSpacing: BAR_WIDTH } });
    const { chart } = this.surface;
    this.series = new CandleSeries(chart);
    this.candles = this.series.candles;
    this.legend = new CandleLegend(this.surface.legend);
    this.alertMarks = new AlertMarks(this.candles);
    this.levels = new Levels(this.surface, this);
    this.gaps = new Gaps(this.candles, () => this.describe(this.hovered));
    this.history = new History(this.bars, this);
    this.moment = new Moment(host, this, CAPACITY);
    this.lines = new Overlays(chart, host, this.bars, () => {
      this.legend.reset(this.lines.lines);
      this.describe(this.hovered);
    });
    this.surface.ready();
    this.lines.choose();
  }

  apply(bytes) {
    const frame = readCandles(bytes);
    const isNew = frame.symbol !== this.symbol || frame.interval !== this.interval;
    if (isNew && !frame.whole) {
      throw new Error(`Changes of ${frame.symbol} came for the chart of ${this.symbol}`);
    }

    this.format(frame, isNew);
    const before = this.bars.last?.time;
    const oldest = this.bars.items[0]?.time;
    if (!isNew && this.moment.take(frame)) {
      return;
    }

    if (frame.whole) {
      this.showWhole(frame.candles, isNew);
    } else {
      this.showChanges(frame.candles);
    }

    // What was dropped is stored: it can be asked for again.
    if (this.bars.items[0]?.time > oldest) {
      this.history.isEnded = false;
      this.moment.lost(oldest);
    }

    this.markLast();
    isNew && this.levels.show();
    if (frame.whole || this.bars.last?.time !== before) {
      this.showMarks();
    }

    this.surface.say(this.bars.items.length === 0 ? `No trades of ${frame.symbol} yet` : '');
    this.describe(this.hovered);
    isNew && this.moment.begin();
  }

  points() { return pointsOf(this.bars); }

  overlays() { return this.lines.points(); }
  stretches() { return this.gaps.points(); }

  markAlerts(symbol, items) {
    this.alertMarks.set(symbol, items);
    this.showMarks();
  }

  // What is marked: one for each candle with alerts.
  marks() { return this.alertMarks.drawn; }
  rows() { return rowsOf(this); }

  dispose() {
    [this.history, this.moment, this.gaps, this.lines, this.levels, this.surface].forEach(part => part.dispose());
  }

  format(frame, isNew) {
    [this.symbol, this.interval] = [frame.symbol, frame.interval];
    if (isNew) {
      // Nothing of the one before is to be counted in the decimals of this one.
      this.series.set([], []);
      this.scale.reset(frame.decimals);
      this.surface.chart.applyOptions({ timeScale: { secondsVisible: frame.interval < 60 } });
      this.surface.showDays(frame.interval === DAY);
      this.surface.begin();
      this.hovered = undefined;
      this.bars.capacity = CAPACITY;
      this.history.reset(frame.symbol, frame.interval);
      this.gaps.reset(frame.symbol, frame.interval);
      this.lines.reset(frame.symbol, frame.interval);
    }

    this.scale.want(frame.decimals);
    this.hold(frame.candles);
  }

  // Before they are drawn: the larger the price, the fewer decimals there is room for.
  hold(candles) {
    this.scale.hold(candles);
    if (this.scale.value !== this.decimals) {
      this.decimals = this.scale.value;
      this.series.format(this.decimals);
    }
  }

  showWhole(candles, isNew) {
    const { surface } = this;
    if (isNew) {
      this.bars.replace(candles, wholeFrom(candles, this.interval));
      this.setAll();
      surface.time.applyOptions({ barSpacing: BAR_WIDTH });
      surface.time.scrollToPosition(surface.time.options().rightOffset, false);
      surface.chart.priceScale('right').applyOptions({ autoScale: true });
      return;
    }

    // What was loaded when scrolling back stays where it joins the new ones.
    const first = candles[0]?.time ?? 0;
    const joins = this.history.isUsed && this.bars.last?.time >= first;
    const older = joins ? this.bars.items.slice(0, this.bars.indexOf(first)) : [];
    surface.keepView(() => {
      this.bars.replace([...older, ...candles], older.length > 0 ? this.bars.from : wholeFrom(candles, this.interval));
      this.setAll();
    });
  }

  // A late one that is older than what is drawn comes with its neighbours, as the viewer scrolls back: drawn now it
  // would make a gap of those between.
  showChanges(changes) {
    const candles = this.history.isEnded ? changes : changes.filter(({ time }) => time >= this.bars.from);
    if (candles.length < changes.length) {
      this.lines.late(changes[0].time);
    }

    let { time: last } = this.bars.last ?? { time: 0 };
    const before = last;
    let anew = candles.length > MANY || last === 0;
    for (const candle of candles) {
      anew = this.bars.put(candle) || anew;
    }

    if (anew) {
      this.surface.keepView(() => this.setAll());
      return;
    }

    for (const candle of candles) {
      for (const time of candle.time > last ? this.gaps.open(last, candle.time) : []) {
        this.candles.update({ time });
      }

      this.series.update(candle, candle.time < before);
      last = Math.max(last, candle.time);
    }

    if (last > before + this.interval) {
      this.gaps.show();
    }

    this.lines.refresh(this.bars.indexOf(candles[0]?.time ?? before));
  }

  showOlder(candles) {
    if (this.history.isEnded) {
      this.gaps.sayBeginning(this.surface.beginning);
      this.showBeginning(this.surface.time.getVisibleLogicalRange());
      return;
    }

    this.bars.prepend(candles);
    this.surface.keepView(() => this.setAll());
    this.showMarks();
  }

  showNewer(candles, left) { this.moment.showNewer(candles, left); }

  // `ahead` is how many places are right of the view.
  seen(range, ahead) {
    this.showBeginning(range);
    if (this.surface.isTouched) {
      this.history.see(range.from, ahead);
    }
  }

  // Only where the view begins: an answer may come for one that has been left.
  showBeginning(range) {
    const { history: { isEnded, isFull }, surface: { beginning } } = this;
    if (isFull && !isEnded) {
      beginning.textContent = 'No room for older candles: go to a moment';
    }

    beginning.hidden = !(range?.from <= 0) || !(isEnded || isFull);
  }

  wentLive() { this.moment.leave(); }

  // Where the newest candle is not drawn, there is no last price.
  markLast() {
    this.series.markLast(this.moment.aside ? undefined : this.bars.last);
  }

  showMarks() {
    this.alertMarks.show(this.symbol, this.interval, this.bars, this.surface.theme.accent);
  }

  setAll() {
    this.hold(this.bars.items);
    this.series.set(this.gaps.spread(this.bars.items), this.bars.items);
    this.lines.refresh(0);
  }

  // Other candles than before.
  drawAll() {
    this.setAll();
    this.markLast();
    this.showMarks();
    this.surface.beginning.hidden = true;
    this.surface.say('');
    this.describe(this.hovered);
  }

  colour(theme) {
    this.series.colour(theme, this.bars.items);
    this.gaps.bands.colour(theme);
    this.moment.mark.colour(theme);
    this.levels.show();
    this.lines.colour(theme);
    this.legend.reset(this.lines.lines);
    this.markLast();
    this.showMarks();
    this.describe(this.hovered);
  }

  hover(time) {
    this.hovered = time;
    this.describe(time);
  }

  crosshair(time) {
    const candle = this.bars.at(time - (time % this.interval));
    return candle && [candle.close, candle.time, this.candles];
  }

  // The candle that is meant when none is pointed at: that of the moment, else the newest.
  get index() {
    return this.moment.index ?? this.bars.items.length - 1;
  }

  // The time of the candle before or after the one under the crosshair; without one, the one that is meant.
  step(by) {
    return this.hovered === undefined ? this.bars.items[this.index]?.time : this.bars.next(this.hovered, by);
  }

  word(time) {
    return wordOf(this.bars.at(time), this.interval, this.decimals);
  }

  caption() {
    return wordOf(this.bars.items[this.index], this.interval, this.decimals) || 'no trades';
  }

  // What the lines over the candles are.
  key() {
    return this.lines.key(this.index, this.decimals);
  }

  describe(time) {
    const gap = time === undefined ? undefined : this.gaps.at(time);
    if (gap) {
      this.legend.explain(this.gaps.say(gap));
      return;
    }

    const index = this.bars.at(time) ? this.bars.indexOf(time) : this.index;
    this.legend.show(this.bars.items[index], this.interval, this.decimals, this.lines.at(index));
  }
}
