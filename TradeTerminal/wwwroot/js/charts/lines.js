import { LineSeries, LineStyle, PriceScaleMode } from '../../lib/lightweight-charts.mjs';
import { readLines } from './frame.js';
import { LineLegend } from './line-legend.js';
import { Points } from './series.js';
import { slotOf } from './slots.js';
import { Surface } from './surface.js';

const SPAN = 600;
const HUES = 8;
// Kept free, in pixels: on the right for the names of the lines, on the left for half of the first time.
const LABEL_ROOM = 58;
const TIME_ROOM = 24;

export class LineChart {
  constructor(host) {
    this.lines = new Map();
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
    this.scaleBy(true);
    this.surface.ready();
  }

  apply(bytes) {
    const frame = readLines(bytes);
    if (frame.whole) {
      this.showWhole(frame);
    } else {
      for (const { symbol, decimals, points } of frame.lines) {
        const line = this.lines.get(symbol);
        this.format(line, decimals);
        line.show(points);
      }
    }

    this.newest = Math.max(0, ...[...this.lines.values()].map(line => line.points.last?.time ?? 0));
    this.trim();
    this.surface.say(this.newest === 0 ? 'No trades yet of the chosen tickers' : '');
    if (this.showsSpan) {
      this.showSpan();
    }

    this.describe();
  }

  points() {
    return [...this.lines].map(([ticker, line]) => ({
      ticker,
      points: line.points.items.filter(point => point.time > this.newest - SPAN)
        .map(({ time, value }) => ({ time, price: value })),
    }));
  }

  dispose() {
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

    const kept = this.lines;
    this.lines = new Map();
    for (const { symbol, decimals, points } of frame.lines) {
      const slot = slotOf(symbol, symbols);
      const line = kept.get(symbol) ?? new Line(this.surface.chart, slot);
      this.lines.set(symbol, line);
      line.slot = slot;
      this.format(line, decimals);
      line.replace(points);
    }

    this.chosen = frame.chosen;
    this.colour(this.surface.theme);
  }

  format(line, decimals) {
    if (decimals > line.decimals) {
      line.decimals = decimals;
      line.series.applyOptions({ priceFormat: { type: 'price', precision: decimals, minMove: 10 ** -decimals } });
    }
  }

  // Once a minute, for all lines at once: what is older than the span goes.
  trim() {
    const from = this.newest - SPAN;
    const oldest = Math.min(...[...this.lines.values()].map(line => line.points.items[0]?.time ?? Infinity));
    if (oldest <= from - SPAN / 10) {
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

  scaleBy(percent) {
    this.inPercent = percent;
    this.surface.chart.priceScale('right').applyOptions({
      mode: percent ? PriceScaleMode.Percentage : PriceScaleMode.Normal, autoScale: true,
    });
  }

  colour(theme) {
    for (const [symbol, line] of this.lines) {
      line.colour = theme.lines[line.slot % HUES];
      line.style = line.slot < HUES ? LineStyle.Solid : LineStyle.Dashed;
      line.series.applyOptions({
        color: line.colour, lineStyle: line.style, title: symbol, baseLineColor: theme.border,
      });
    }

    this.legend.reset([...this.lines], this.lines.size, this.chosen);
  }

  hover(time) {
    this.hovered = time;
    this.describe();
  }

  crosshair(time) {
    const [line] = [...this.lines.values()].filter(candidate => candidate.points.items.length > 0);
    if (!line || time < line.points.items[0].time) {
      return undefined;
    }

    const point = line.points.items[Math.min(line.points.indexOf(time), line.points.items.length - 1)];
    return [point.value, point.time, line.series];
  }

  describe() {
    // As the scale does it: percent of the first price in view.
    const from = this.surface.time.getVisibleRange()?.from ?? 0;
    for (const [symbol, line] of this.lines) {
      const { items } = line.points;
      const first = items[line.points.indexOf(from)];
      const at = this.hovered === undefined ? items.length - 1 : line.points.indexOf(this.hovered + 1) - 1;
      this.legend.say(symbol, items[at]?.value, first?.value, line.decimals);
    }
  }
}

class Line {
  constructor(chart, slot) {
    this.slot = slot;
    this.decimals = 2;
    this.points = new Points(2 * SPAN);
    // Thicker lines cost the browser twice the time where no graphics card draws them.
    this.series = chart.addSeries(LineSeries, { lineWidth: 1, priceLineVisible: false, crosshairMarkerRadius: 3 });
  }

  replace(points) {
    this.points.replace(points);
    // lightweight-charts 5.2 mixes up its times when the only series that has data gets the very same times again.
    this.series.setData([]);
    this.series.setData(this.points.items);
  }

  show(points) {
    const last = this.points.last?.time ?? 0;
    let anew = false;
    for (const point of points) {
      anew = this.points.put(point) || anew;
    }

    if (anew) {
      this.series.setData(this.points.items);
    } else {
      points.forEach(point => this.series.update(point, point.time < last));
    }
  }

  trim(from) {
    this.replace(this.points.items.slice(this.points.indexOf(from + 1)));
  }
}
