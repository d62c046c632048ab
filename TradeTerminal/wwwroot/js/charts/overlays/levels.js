import { LineStyle } from '../../../lib/lightweight-charts.mjs';

const REACH = 5;

// Prices with alerts: lines that are set by right-click or `a`, chosen by a click, and moved by dragging. The server keeps them.
export class Levels {
  // `owner` is the chart: its symbol, candles, decimals and bars.
  constructor(surface, owner) {
    [this.surface, this.owner, this.items, this.lines] = [surface, owner, [], new Map()];
    const { canvas, host } = surface;
    this.handlers = [
      [canvas, 'contextmenu', event => this.ask(event)],
      [canvas, 'pointerdown', event => this.take(event)],
      [canvas, 'pointermove', event => this.point(event)],
      [host, 'keydown', event => this.press(event)],
    ];
    // Before the library, which would scroll the chart.
    this.handlers.forEach(([at, name, does]) => at.addEventListener(name, does, { capture: true }));
    this.onMove = event => this.drag(event);
    this.onUp = event => this.drop(event);
    surface.chart.subscribeCrosshairMove(({ point }) => { this.y = point?.y; });
  }

  listen(component) { this.component = component; }

  // { id, price, title }; the price as text.
  set(symbol, items) {
    [this.symbol, this.items] = [symbol, items];
    this.show();
  }

  get own() { return this.symbol === this.owner.symbol ? this.items : []; }

  // With their places from the top of the page's window.
  points() {
    const { top } = this.surface.canvas.getBoundingClientRect();
    return this.own.map(item => ({ ...item, y: top + this.owner.candles.priceToCoordinate(Number(item.price)) }));
  }

  show() {
    this.lines.forEach(line => this.owner.candles.removePriceLine(line));
    this.lines.clear();
    const { accent: color, background: axisLabelTextColor } = this.surface.theme ?? {};
    for (const { id, price, title } of color ? this.own : []) {
      this.lines.set(id, this.owner.candles.createPriceLine({
        price: Number(price), title, color, axisLabelColor: color, axisLabelTextColor, lineStyle: LineStyle.Dashed, lineWidth: 1,
      }));
    }
  }

  // The price under the pointer as text with the decimals of the chart; nothing outside of the candles' pane.
  priceAt(event) {
    const box = this.surface.canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const inside = y >= 0 && y < this.surface.chart.panes()[0].getHeight() && x < this.surface.time.width();
    return inside ? this.priceOf(y) : undefined;
  }

  priceOf(y) {
    const price = this.owner.candles.coordinateToPrice(y);
    return price === null ? undefined : price.toFixed(this.owner.decimals);
  }

  // The close of the candle that the keys point to, or of the one that is meant.
  get meant() {
    const { bars, hovered, index } = this.owner;
    return (bars.at(hovered) ?? bars.items[index])?.close;
  }

  near(event) {
    const y = event.clientY - this.surface.canvas.getBoundingClientRect().top;
    return this.priceAt(event) && this.own.find(({ price }) => (
      Math.abs(this.owner.candles.priceToCoordinate(Number(price)) - y) <= REACH));
  }

  ask(event) {
    const price = this.priceAt(event);
    if (price) {
      event.preventDefault();
      this.begin(price);
    }
  }

  press(event) {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey && !event.repeat;
    if (event.key === 'a' && event.target === this.surface.host && isPlain) {
      const price = (this.y === undefined ? undefined : this.priceOf(this.y)) ?? this.meant?.toFixed(this.owner.decimals);
      price && this.begin(price);
      event.preventDefault();
      event.stopPropagation();
    }
  }

  begin(price) { this.component?.invokeMethodAsync('BeginLevel', this.owner.symbol, price); }

  point(event) {
    if (!this.taken) {
      this.surface.canvas.style.cursor = this.near(event) ? 'ns-resize' : '';
    }
  }

  take(event) {
    const item = event.button === 0 ? this.near(event) : undefined;
    if (item) {
      event.preventDefault();
      event.stopPropagation();
      this.taken = { item, price: item.price, y: event.clientY };
      // The library listens for these two as well, and would take the press for its own.
      ['mousedown', 'touchstart'].forEach(name => this.surface.canvas.addEventListener(name, stop, { capture: true, once: true }));
      addEventListener('pointermove', this.onMove);
      addEventListener('pointerup', this.onUp);
      addEventListener('pointercancel', this.onUp);
    }
  }

  drag(event) {
    const price = this.priceAt(event);
    if (price && Math.abs(event.clientY - this.taken.y) > 2) {
      this.taken.price = price;
      this.lines.get(this.taken.item.id)?.applyOptions({ price: Number(price) });
    }
  }

  async drop(event) {
    const { item, price } = this.taken;
    this.release();
    if (event.type === 'pointercancel' || Number(price) === Number(item.price)) {
      this.show();
      event.type === 'pointercancel' || this.component?.invokeMethodAsync('EditLevel', item.id);
    } else if (!await this.component?.invokeMethodAsync('MoveLevelAsync', item.id, price)) {
      this.show();
    }
  }

  release() {
    this.taken = undefined;
    ['mousedown', 'touchstart'].forEach(name => this.surface.canvas.removeEventListener(name, stop, { capture: true }));
    removeEventListener('pointermove', this.onMove);
    removeEventListener('pointerup', this.onUp);
    removeEventListener('pointercancel', this.onUp);
  }

  dispose() {
    this.release();
    this.component = undefined;
    this.handlers.forEach(([at, name, does]) => at.removeEventListener(name, does, { capture: true }));
  }
}

function stop(event) {
  event.preventDefault();
  event.stopPropagation();
}
