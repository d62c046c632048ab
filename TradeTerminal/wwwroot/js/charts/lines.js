import { LineSeries, LineStyle } from '../../lib/lightweight-charts.mjs';
import { Comparison } from './overlays/comparison.js';
import { readLines } from './frame.js';
import { namesOf } from './names.js';
import { Line, SPAN } from './line.js';
import { LineLegend } from './line-legend.js';
import { priceText } from './scale.js';
import { slotOf } from './slots.js';
import { Surface } from './surface.js';
import { nameTime } from '../zone.js';

const HUES = 8;
// Changes are counted from the first price of the last ten minutes, which moves on this often: each time all lines are drawn anew.
const REBASE_S = 10;
// Kept free, in pixels: on the right for the names of the lines, on the left for half of the first time.
const LABEL_ROOM = 58;
const TIME_ROOM = 24;
const LABEL_HEIGHT = 18;
const TIMES_HEIGHT = 28;

export class LineChart {
  constructor(host) {
    this.lines = new Map();
    this.largest = this.newest = 0;
    this.inPercent = true;
    // Until the viewer moves it, the view is the whole span.
    this.showsSpan = true;
    this.surface = new Surface(host, this, { timeScale: { secondsVisible: true, minBarSpacing: 0.1, rightOffset: 0 } });
    this.legend = new LineLegend(this.surface.legend, percent => this.scaleBy(percent));
    const { canvas } = this.surface;
    canvas.addEventListener('wheel', () => this.moved(), { passive: true });
    canvas.addEventListener('pointermove', event => event.buttons !== 0 && this.moved());
    canvas.addEventListener('dblclick', () => this.wentLive());
    this.surface.chart.priceScale('right').applyOptions({ scaleMargins: { top: 0.08, bottom: 0.06 } });
    // Every second has its place, whether anything traded in it or not.
    this.seconds = this.surface.chart.addSeries(LineSeries, { priceScaleId: 'seconds', lastValueVisible: false, crosshairMarkerVisible: false });
    this.watch = new ResizeObserver(() => this.fit());
    this.watch.observe(this.surface.root);
    // What it says grows after it is made, with the first prices.
    this.watch.observe(this.surface.legend);
    this.comparison = new Comparison(host, this.lines, () => this.compare());
    this.scaleBy(true);
    this.surface.ready();
  }

  apply(bytes) {
    const frame = readLines(bytes);
    this.largest = frame.lines.flatMap(line => line.points).reduce((most, { value }) => Math.max(most, value), this.largest);
    this.place(frame);
    if (frame.whole) {
      this.showWhole(frame);
    } else {
      const decimals = new Map(frame.lines.map(line => [line.symbol, line.decimals]));
      this.lines.forEach((line, symbol) => line.want(decimals.get(symbol) ?? 0, this.largest));
      frame.lines.forEach(({ symbol, points }) => this.lines.get(symbol).show(points));
    }

    this.trim();
    this.rebase(frame.whole);
    this.surface.say(this.newest === 0 ? 'No prices yet of the chosen symbols' : '');
    if (this.showsSpan) {
      this.showSpan();
    }

    this.describe();
  }

  // The seconds up to the newest price, before the prices themselves come.
  place({ whole, lines }) {
    const newest = Math.max(whole ? 0 : this.newest, ...lines.map(line => line.points.at(-1)?.time ?? 0));
    if (whole || newest - this.newest > SPAN) {
      this.placeAll(newest);
    } else {
      for (let time = this.newest + 1; time <= newest; time++) {
        this.seconds.update({ time });
      }
    }

    this.newest = newest;
  }

  placeAll(newest) {
    this.seconds.setData([]);
    this.seconds.setData(newest === 0 ? [] : Array.from({ length: SPAN }, (_, i) => ({ time: newest - SPAN + 1 + i })));
  }

  points() {
    return [...this.lines].map(([ticker, line]) => ({
      ticker,
      points: line.points.items.filter(point => point.time > this.newest - SPAN)
        .map(({ time, value }) => ({ time, price: value })),
    }));
  }

  // A row a second of those in view, a column a ticker, for tables and files.
  rows() {
    const { from, to } = this.surface.time.getVisibleRange() ?? { from: 0, to: Infinity };
    const lines = [...this.lines];
    const rows = new Map();
    lines.forEach(([, line], column) => {
      for (const { time, value } of line.points.items) {
        if (time >= from && time <= to) {
          const row = rows.get(time) ?? rows.set(time, lines.map(() => '')).get(time);
          row[column] = value.toFixed(line.decimals);
        }
      }
    });
    return {
      name: 'prices',
      columns: ['time', ...lines.map(([symbol]) => symbol)],
      rows: [...rows].sort(([left], [right]) => left - right).map(([time, row]) => [new Date(time * 1000).toISOString(), ...row]),
    };
  }

  dispose() {
    this.watch.disconnect();
    this.comparison.dispose();
    this.surface.dispose();
  }

  showWhole(frame) {
    const symbols = new Set(frame.lines.map(line => line.symbol));
    for (const [symbol, line] of this.lines) {
      if (!symbols.has(symbol)) {
        this.surface.chart.removeSeries(line.series);
        this.lines.delete(symbol);
      }
    }

    const kept = new Map(this.lines);
    this.lines.clear();
    for (const { symbol, decimals, points } of frame.lines) {
      const slot = slotOf(symbol, symbols);
      const line = kept.get(symbol) ?? new Line(this.surface.chart, slot);
      this.lines.set(symbol, line);
      line.slot = slot;
      line.want(decimals, this.largest);
      line.replace(points);
    }

    this.chosen = frame.chosen;
    this.colour(this.surface.theme);
    this.comparison.read();
  }

  // Once a minute, for all lines at once: what is older than the span goes.
  trim() {
    const from = this.newest - SPAN;
    const oldest = Math.min(...[...this.lines.values()].map(line => line.points.items[0]?.time ?? Infinity));
    if (oldest <= from - SPAN / 10) {
      this.placeAll(this.newest);
      this.lines.forEach(line => line.trim(from));
    }
  }

  showSpan() {
    const first = this.surface.time.timeToIndex(this.newest - SPAN + 1, true);
    const last = this.surface.time.timeToIndex(this.newest, true);
    if (last !== null && (first !== this.first || last !== this.last)) {
      [this.first, this.last] = [first, last];
      const length = Math.max(last - first, 10);
      const pixel = length / Math.max(this.surface.time.width() - LABEL_ROOM - TIME_ROOM, 100);
      this.surface.time.setVisibleLogicalRange({
        from: first - pixel * TIME_ROOM, to: first + length + pixel * LABEL_ROOM,
      });
    }
  }

  moved() {
    this.showsSpan = false;
  }

  wentLive() {
    this.showsSpan = true;
    this.first = this.last = undefined;
    this.showSpan();
  }

  // From the moment to compare from, else from the first price of each line in the last ten minutes.
  rebase(isAnew = false) {
    const first = this.newest - SPAN + 1;
    this.from = isAnew || !(first - this.from < REBASE_S) ? first : this.from;
    const { since, bases } = this.comparison;
    this.lines.forEach((line, symbol) => {
      const { items } = line.points;
      const base = since ? bases.get(symbol) : items[line.points.indexOf(this.from)]?.first;
      line.compare(base ?? NaN, Boolean(since) || this.inPercent);
    });
  }

  // A moment to compare from has been chosen, or none, or the prices at it are known now.
  compare() {
    this.legend.compare(this.comparison.since);
    this.scaleBy(this.inPercent);
    this.describe();
  }

  scaleBy(percent) {
    this.inPercent = percent;
    this.rebase();
    this.surface.chart.priceScale('right').applyOptions({ autoScale: true });
  }

  colour(theme) {
    this.names = namesOf([...this.lines.keys()]);
    for (const [symbol, line] of this.lines) {
      line.colour = theme.lines[line.slot % HUES];
      line.style = line.slot < HUES ? LineStyle.Solid : LineStyle.Dashed;
      line.series.applyOptions({
        color: line.colour, lineStyle: line.style, title: this.names.get(symbol),
      });
    }

    this.legend.reset([...this.lines], this.names, this.chosen);
    this.fit();
  }

  // The axis names the lines where it has room for a label of each; then the legend need not say as much.
  fit() {
    const { offsetHeight: high } = this.surface.root;
    this.legend.fit(high * 0.2, high / 2);
    const labelsFit = this.lines.size * LABEL_HEIGHT <= this.surface.canvas.offsetHeight - TIMES_HEIGHT;
    labelsFit || this.legend.fit(high * 0.35, high / 2);
    this.lines.forEach(({ series }) => series.applyOptions({ lastValueVisible: labelsFit }));
  }

  hover(time) {
    this.hovered = time;
    this.describe();
  }

  crosshair(time) {
    const [line] = [...this.lines.values()].filter(candidate => candidate.points.items.length > 0 && candidate.isDrawn);
    if (!line || time < line.points.items[0].time) {
      return undefined;
    }

    const point = line.points.items[Math.min(line.points.indexOf(time), line.points.items.length - 1)];
    const worth = line.worth(point);
    return worth === undefined ? undefined : [worth, point.time, line.series];
  }

  // The next second, or the one before, in which any of them has a price; without one, the newest.
  step(by) {
    if (this.hovered === undefined) {
      return this.newest || undefined;
    }

    const times = [...this.lines.values()].map(({ points }) => (
      by > 0 ? points.items[points.indexOf(this.hovered + 1)] : points.items[points.indexOf(this.hovered) - 1])?.time ?? this.hovered);
    return by > 0 ? Math.min(...times.filter(time => time > this.hovered), this.newest) : Math.max(...times.filter(time => time < this.hovered), 0) || this.hovered;
  }

  word(time) {
    const prices = [...this.lines].map(([symbol, { points, decimals }]) => {
      const point = points.items[points.indexOf(time + 1) - 1];
      return point ? `${this.names.get(symbol)} ${priceText(point.value, decimals)}` : '';
    });
    return `${nameTime(time)}: ${prices.filter(price => price).join(', ')}`;
  }

  caption() {
    return this.newest ? this.word(this.newest) : 'no prices';
  }

  seen() {
    this.describe();
  }

  // Where the crosshair is, else where the lines end in view: there the axis has their labels.
  describe() {
    const end = this.showsSpan ? Infinity : this.surface.time.getVisibleRange()?.to ?? Infinity;
    for (const [symbol, line] of this.lines) {
      const point = line.points.items[line.points.indexOf((this.hovered ?? end) + 1) - 1];
      this.legend.say(symbol, point?.value, point && line.changeAt(point), line.decimals);
    }
  }
}
