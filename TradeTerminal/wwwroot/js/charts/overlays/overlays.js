import { LineSeries, LineStyle } from '../../../lib/lightweight-charts.mjs';
import { priceText } from '../scale.js';
import { MARKED } from './gaps.js';
import { Average, Vwap } from './overlay-values.js';
import { VwapBase } from './vwap-base.js';

// Which of the theme's line colours; the first two are close to those of rising and falling candles.
const VWAP_HUE = 3;
const AVERAGE_HUES = [4, 2, 6, 7];
// More changes than this at once, and setting all is quicker than updating each.
const MANY = 30;

// Lines over the candles, named by the host's data-overlays. Each is worked out from the first candle that changed.
export class Overlays {
  constructor(chart, host, bars, changed) {
    Object.assign(this, { chart, host, bars, changed, lines: [] });
    this.base = new VwapBase(() => {
      this.refresh(0);
      this.changed();
    });
    this.observer = new MutationObserver(() => this.choose());
    this.observer.observe(host, { attributes: true, attributeFilter: ['data-overlays'] });
  }

  choose() {
    const names = (this.host.dataset.overlays ?? '').split(',').filter(name => name);
    for (const line of this.lines.filter(line => !names.includes(line.name))) {
      this.chart.removeSeries(line.series);
    }

    this.lines = names.map(name => this.lines.find(line => line.name === name) ?? this.make(name));
    this.colour(this.theme);
    this.refresh(0);
    this.changed();
  }

  make(name) {
    const isVwap = name === 'vwap';
    const length = Number(name.slice(2));
    const series = this.chart.addSeries(LineSeries, {
      lineWidth: 1, priceLineVisible: false, lastValueVisible: false, crosshairMarkerVisible: false,
      lineStyle: isVwap ? LineStyle.Dashed : LineStyle.Solid, autoscaleInfoProvider: () => null,
    });
    return {
      name, series, label: isVwap ? 'VWAP' : `MA ${length}`, style: isVwap ? LineStyle.Dashed : LineStyle.Solid,
      curve: isVwap ? new Vwap() : new Average(length),
    };
  }

  reset(symbol, interval) {
    this.interval = interval;
    this.base.reset(symbol);
  }

  // Something traded before the oldest candle drawn.
  late(time) {
    this.base.late(time);
  }

  // The candles from index `from` on have changed; with 0 all are drawn anew.
  refresh(from) {
    const { items } = this.bars;
    for (const { name, series, curve } of this.lines) {
      if (name === 'vwap' && items.length > 0) {
        curve.before = this.base.of(items[0].time);
      }

      curve.compute(items, from);
      if (from === 0 || items.length - from > MANY) {
        series.setData(items.map((_, i) => this.point(curve, i)).filter(point => point));
        continue;
      }

      // The one before as well: it knows now what follows.
      for (let i = from - 1; i < items.length; i++) {
        const point = this.point(curve, i);
        point && series.update(point, i < items.length - 1);
      }
    }
  }

  // A line is not joined over a gap, nor over the end of its day: the point before hides what leads to the next.
  point(curve, i) {
    const { items } = this.bars;
    const [{ time }, value] = [items[i], curve.values[i]];
    const isEnd = i + 1 < items.length && (items[i + 1].time - time > MARKED * this.interval || curve.endsAt?.(i));
    return value === undefined ? undefined : { time, value, ...(isEnd && { color: 'transparent' }) };
  }

  colour(theme) {
    this.theme = theme;
    let hue = 0;
    for (const line of this.lines) {
      line.colour = theme.lines[line.name === 'vwap' ? VWAP_HUE : AVERAGE_HUES[hue++]];
      line.series.applyOptions({ color: line.colour });
    }
  }

  // The value of each line at one candle.
  at(index) {
    return this.lines.map(({ name, curve }) => ({ name, value: curve.values[index] }));
  }

  // Name, look and value of each line at one candle.
  key(index, decimals) {
    return this.lines.map(({ label, colour, style, curve }) => (
      { label: `${label} ${curve.values[index] === undefined ? '–' : priceText(curve.values[index], decimals)}`, colour, isDashed: style === LineStyle.Dashed }));
  }

  points() {
    return this.lines.map(({ name, curve }) => ({
      name, points: this.bars.items.flatMap(({ time }, i) => curve.values[i] === undefined ? [] : [{ time, value: curve.values[i] }]),
    }));
  }

  dispose() {
    this.observer.disconnect();
    this.base.dispose();
  }
}
