import { LineSeries } from '../../lib/lightweight-charts.mjs';
import { capped, priceFormat } from './scale.js';
import { Points } from './series.js';

export const SPAN = 600;
// Seconds without a price after which a line breaks off.
const BREAK = 60;
const MOST_PERCENT = 1e12;
const PERCENT = { type: 'custom', minMove: 0.01, formatter: value => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)} %` };

export class Line {
  constructor(chart, slot) {
    this.slot = slot;
    this.decimals = this.shown = 2;
    // The price that changes are counted from; undefined draws prices, NaN draws nothing yet.
    this.base = undefined;
    this.points = new Points(2 * SPAN);
    // Thicker lines cost the browser twice the time where no graphics card draws them.
    this.series = chart.addSeries(LineSeries, { lineWidth: 1, priceLineVisible: false, crosshairMarkerRadius: 3 });
  }

  // `largest` is the largest price on the axis that all lines share.
  want(decimals, largest) {
    this.decimals = Math.max(this.decimals, decimals);
    const shown = capped(this.decimals, largest);
    if (shown !== this.shown) {
      this.shown = shown;
      this.format();
    }
  }

  format() {
    this.series.applyOptions({ priceFormat: this.base === undefined ? priceFormat(this.shown) : PERCENT });
  }

  compare(base) {
    if (!Object.is(base, this.base)) {
      this.base = base;
      this.format();
      this.draw();
    }
  }

  // Undefined, and not drawn, is a change beyond what an axis can count.
  worth({ value }) {
    const change = 100 * (value / this.base - 1);
    return this.base === undefined ? value : change < MOST_PERCENT ? change : undefined;
  }

  replace(points) {
    this.points.replace(points);
    this.draw();
  }

  draw() {
    // lightweight-charts 5.2 mixes up its times when the only series that has data gets the very same times again.
    this.series.setData([]);
    this.series.setData(Number.isNaN(this.base) ? [] : this.points.items.map((_, i) => this.point(i)));
  }

  // A line is not joined over a stretch without prices: the point before hides what leads to the next.
  point(i) {
    const { items } = this.points;
    const { time } = items[i];
    return { time, value: this.worth(items[i]), ...(items[i + 1]?.time - time > BREAK && { color: 'transparent' }) };
  }

  show(points) {
    const last = this.points.last?.time ?? 0;
    let anew = points[0]?.time - last > BREAK;
    for (const point of points) {
      anew = this.points.put(point) || anew;
    }

    if (anew) {
      this.draw();
    } else if (!Number.isNaN(this.base)) {
      points.forEach(({ time }) => this.series.update(this.point(this.points.indexOf(time)), time < last));
    }
  }

  trim(from) {
    this.replace(this.points.items.slice(this.points.indexOf(from + 1)));
  }
}
