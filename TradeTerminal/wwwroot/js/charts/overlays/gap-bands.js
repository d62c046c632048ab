// Hatched bands behind the candles, drawn by the library as a primitive of their series.
const STEP = 6;
const LABEL_TOP = 16;

export class GapBands {
  constructor() {
    this.stretches = [];
    this.views = [this];
  }

  attached({ chart, requestUpdate }) {
    [this.time, this.requestUpdate] = [chart.timeScale(), requestUpdate];
  }

  set(stretches) {
    this.stretches = stretches;
    this.requestUpdate?.();
  }

  colour(theme) {
    this.theme = theme;
    this.requestUpdate?.();
  }

  paneViews() { return this.views; }
  zOrder() { return 'bottom'; }
  renderer() { return this; }

  draw(target) {
    const seen = this.time.getVisibleRange();
    if (!seen || !this.theme || this.stretches.length === 0) {
      return;
    }

    target.useMediaCoordinateSpace(({ context, mediaSize: { height } }) => {
      const half = this.time.options().barSpacing / 2;
      for (const { before, next, words } of this.stretches) {
        if (next >= seen.from && before <= seen.to) {
          const left = this.time.timeToCoordinate(before) + half;
          this.band(context, left, this.time.timeToCoordinate(next) - half - left, height, words);
        }
      }
    });
  }

  band(context, left, width, height, words) {
    if (width <= 0) {
      return;
    }

    context.save();
    context.beginPath();
    context.rect(left, 0, width, height);
    context.clip();
    context.fillStyle = this.theme.grid;
    context.globalAlpha = 0.5;
    context.fillRect(left, 0, width, height);
    context.globalAlpha = 1;
    context.strokeStyle = this.theme.border;
    context.lineWidth = 1;
    context.beginPath();
    for (let x = left - height; x < left + width; x += STEP) {
      context.moveTo(x, height);
      context.lineTo(x + height, 0);
    }

    context.stroke();
    context.font = `11px ${this.theme.font}`;
    const room = context.measureText(words).width;
    if (room + 8 < width) {
      context.fillStyle = this.theme.background;
      context.fillRect(left + (width - room) / 2 - 4, LABEL_TOP - 12, room + 8, 17);
      context.fillStyle = this.theme.text;
      context.fillText(words, left + (width - room) / 2, LABEL_TOP);
    }

    context.restore();
  }
}
