import { LineSeries } from '../../lib/lightweight-charts.mjs';
import { percentOf, signed } from './overlays/change.js';
import { capped, priceFormat } from './scale.js';
import { Points } from './series.js';

export const SPAN = 600;
// Seconds without a price after which a line breaks off.
const BREAK = 60;
const MOST_PERCENT = 1e12;
const PERCENT = { type: 'custom', minMove: 0.01, formatter: signed };

export class Line {
  constructor(chart, slot) {
    this.slot = slot;
    this.decimals = this.shown = 2;
    // The price that changes are counted from: NaN while there is none.
    this.base = NaN;
    // What is drawn: changes, or prices.
    this.inPercent = true;
    this.points = new Points(2 * SPAN);
    // Thicker lines cost the browser twice the time where no graphics card draws them.
    this.series = chart.addSeries(LineSeries, { lineWidth: 1, priceLineVisible: false, crosshairMarkerRadius: 3 });
    this.format();
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
    this.series.applyOptions({ priceFormat: this.inPercent ? PERCENT : priceFormat(this.shown) });
  }

  compare(base, inPercent) {
    const isOther = inPercent !== this.inPercent;
    if (isOther || !Object.is(base, this.base)) {
      Object.assign(this, { base, inPercent });
      isOther && this.change();
      inPercent && !isOther && this.draw();
    }
  }

  // Prices drawn as changes would be anything, and the other way round.
  change() {
    this.series.setData([]);
    this.format();
    this.draw();
  }

  // The figure of the axis, its label and the legend.
  changeAt({ value }) {
    return percentOf(value, this.base);
  }

  get isDrawn() { return !this.inPercent || !Number.isNaN(this.base); }

  // Undefined, and not drawn, is a change beyond what an axis can count.
  worth(point) {
    const change = this.changeAt(point);
    return !this.inPercent ? point.value : change < MOST_PERCENT ? change : undefined;
  }

  replace(points) {
    this.points.replace(points);
    this.draw();
  }

  draw() {
    // lightweight-charts 5.2 mixes up its times when the only series that has data gets the very same times again.
    this.series.setData([]);
    this.series.setData(this.isDrawn ? this.points.items.map((_, i) => this.point(i)) : []);
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
    } else if (this.isDrawn) {
      points.forEach(({ time }) => this.series.update(this.point(this.points.indexOf(time)), time < last));
    }
  }

  trim(from) {
    this.replace(this.points.items.slice(this.points.indexOf(from + 1)));
  }
}
