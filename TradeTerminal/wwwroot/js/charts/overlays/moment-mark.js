import { nameTime } from '../../zone.js';

// A quiet line through the candle of a moment, with its time; drawn by the library as a primitive of the candles.
const DASH = [4, 4];
const LABEL_BOTTOM = 6;

export class MomentMark {
  // `bars` are those that are drawn: outside of them a moment has no place, and the nearest would stand for another time.
  constructor(series, bars) {
    [this.views, this.bars] = [[this], bars];
    series.attachPrimitive(this);
  }

  attached({ chart, requestUpdate }) {
    [this.time, this.requestUpdate] = [chart.timeScale(), requestUpdate];
  }

  set(at, bucket) {
    Object.assign(this, { at, bucket });
    this.requestUpdate?.();
  }

  colour(theme) {
    this.theme = theme;
    this.requestUpdate?.();
  }

  get isDrawn() { return this.at !== undefined && this.bars.items[0]?.time <= this.bucket && this.bucket <= this.bars.last.time; }

  paneViews() { return this.views; }
  zOrder() { return 'bottom'; }
  renderer() { return this; }

  draw(target) {
    const index = !this.isDrawn ? null : this.time.timeToIndex(this.bucket, true);
    const x = index === null || !this.theme ? null : this.time.logicalToCoordinate(index);
    if (x === null) {
      return;
    }

    target.useMediaCoordinateSpace(({ context, mediaSize: { height, width } }) => {
      context.save();
      context.strokeStyle = this.theme.text;
      context.setLineDash(DASH);
      context.lineWidth = 1;
      context.beginPath();
      context.moveTo(Math.round(x) + 0.5, 0);
      context.lineTo(Math.round(x) + 0.5, height);
      context.stroke();
      context.font = `11px ${this.theme.font}`;
      const words = nameTime(this.at);
      const room = context.measureText(words).width;
      const left = x + 6 + room > width ? x - 6 - room : x + 6;
      context.fillStyle = this.theme.background;
      context.fillRect(left - 3, height - LABEL_BOTTOM - 12, room + 6, 16);
      context.fillStyle = this.theme.text;
      context.fillText(words, left, height - LABEL_BOTTOM);
      context.restore();
    });
  }
}
