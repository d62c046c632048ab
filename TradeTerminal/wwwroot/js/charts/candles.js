import { CandlestickSeries, HistogramSeries, LineStyle, createSeriesMarkers } from '../../lib/lightweight-charts.mjs';
import { readCandles } from './frame.js';
import { Points } from './series.js';
import { Surface, element, nameTime } from './surface.js';

const CAPACITY = 2000;
const BAR_WIDTH = 7;
// More changes than this at once, and setting all is quicker than updating each.
const MANY = 30;
const grouped = new Intl.NumberFormat('en-US');

export class CandleChart {
  constructor(host) {
    this.bars = new Points(CAPACITY);
    this.decimals = 2;
    this.surface = new Surface(host, this, { timeScale: { barSpacing: BAR_WIDTH } });
    const { chart } = this.surface;
    // The library would label the last price in the colour of a hollow body: that of the ground.
    this.candles = chart.addSeries(CandlestickSeries, {
      borderVisible: true, lastValueVisible: false, priceLineVisible: false,
    });
    this.volume = chart.addSeries(HistogramSeries, {
      priceFormat: { type: 'volume' }, lastValueVisible: false, priceLineVisible: false,
    }, 1);
    this.volume.priceScale().applyOptions({ scaleMargins: { top: 0.15, bottom: 0 } });
    this.candles.priceScale().applyOptions({ scaleMargins: { top: 0.14, bottom: 0.06 } });
    const [main, below] = chart.panes();
    main.setStretchFactor(4);
    below.setStretchFactor(1);
    this.marker = createSeriesMarkers(this.candles, []);
    this.alerts = { symbol: '', items: [] };
    this.marked = [];
    this.legend = legendOf(this.surface.legend);
    this.surface.ready();
  }

  apply(bytes) {
    const frame = readCandles(bytes);
    const isNew = frame.symbol !== this.symbol || frame.interval !== this.interval;
    if (isNew && !frame.whole) {
      throw new Error(`Changes of ${frame.symbol} came for the chart of ${this.symbol}`);
    }

    this.format(frame, isNew);
    const before = this.bars.last?.time;
    if (frame.whole) {
      this.showWhole(frame.candles, isNew);
    } else {
      this.showChanges(frame.candles);
    }

    this.markLast();
    if (frame.whole || this.bars.last?.time !== before) {
      this.showMarks();
    }

    this.surface.say(this.bars.items.length === 0 ? `No trades of ${frame.symbol} yet` : '');
    this.describe(this.hovered);
  }

  points() {
    return this.bars.items.map(({ time, open, high, low, close, volume }) => (
      { time, open, high, low, close, volume }));
  }

  // Alerts about the symbol: { time, rank } with the time in Unix seconds; a higher rank is graver.
  markAlerts(symbol, items) {
    this.alerts = { symbol, items };
    this.showMarks();
  }

  // What is marked: one for each candle with alerts.
  marks() {
    return this.marked;
  }

  dispose() {
    this.surface.dispose();
  }

  format(frame, isNew) {
    const decimals = isNew ? frame.decimals : Math.max(frame.decimals, this.decimals);
    if (isNew || decimals !== this.decimals) {
      this.candles.applyOptions({ priceFormat: { type: 'price', precision: decimals, minMove: 10 ** -decimals } });
    }

    if (isNew) {
      this.surface.chart.applyOptions({ timeScale: { secondsVisible: frame.interval < 60 } });
      this.hovered = undefined;
    }

    [this.decimals, this.symbol, this.interval] = [decimals, frame.symbol, frame.interval];
  }

  showWhole(candles, isNew) {
    const { surface } = this;
    const stay = !isNew && !surface.following && surface.time.getVisibleRange();
    this.bars.replace(candles);
    this.setAll();
    if (isNew) {
      surface.time.applyOptions({ barSpacing: BAR_WIDTH });
      surface.time.scrollToPosition(surface.time.options().rightOffset, false);
      surface.chart.priceScale('right').applyOptions({ autoScale: true });
    } else if (stay) {
      surface.time.setVisibleRange(stay);
    }
  }

  showChanges(candles) {
    const last = this.bars.last?.time ?? 0;
    let anew = candles.length > MANY;
    for (const candle of candles) {
      anew = this.bars.put(candle) || anew;
    }

    if (anew) {
      this.setAll();
      return;
    }

    for (const candle of candles) {
      this.candles.update(candle, candle.time < last);
      this.volume.update(this.volumeOf(candle), candle.time < last);
    }
  }

  markLast() {
    const { last } = this.bars;
    if (!last) {
      this.lastPrice && this.candles.removePriceLine(this.lastPrice);
      this.lastPrice = undefined;
      return;
    }

    const { up, down } = this.surface.theme;
    const color = last.close < last.open ? down : up;
    const options = { price: last.close, color, axisLabelColor: color };
    this.lastPrice ??= this.candles.createPriceLine({ ...options, lineStyle: LineStyle.Dotted, lineWidth: 1 });
    this.lastPrice.applyOptions(options);
  }

  // Alerts of which no candle is drawn have no place: the library would put them on the nearest one.
  showMarks() {
    const { alerts, interval } = this;
    const places = new Map();
    for (const { time, rank } of alerts.symbol === this.symbol ? alerts.items : []) {
      const at = time - (time % interval);
      if (this.bars.at(at)) {
        const known = places.get(at) ?? { time: at, rank, alerts: 0 };
        places.set(at, { time: at, rank: Math.max(known.rank, rank), alerts: known.alerts + 1 });
      }
    }

    this.marked = [...places.values()].sort((left, right) => left.time - right.time);
    this.marker.setMarkers(this.marked.map(mark => ({
      time: mark.time,
      position: 'aboveBar',
      shape: mark.rank > 2 ? 'square' : 'arrowDown',
      color: this.surface.theme.accent,
      text: mark.alerts > 1 ? `${mark.alerts}` : '',
    })));
  }

  setAll() {
    this.candles.setData(this.bars.items);
    this.volume.setData(this.bars.items.map(candle => this.volumeOf(candle)));
  }

  volumeOf(candle) {
    const { upWeak, downWeak } = this.surface.theme;
    return { time: candle.time, value: candle.volume, color: candle.close < candle.open ? downWeak : upWeak };
  }

  // Rising candles are hollow and falling ones filled: told apart without colour.
  colour(theme) {
    this.candles.applyOptions({
      upColor: theme.background, borderUpColor: theme.up, wickUpColor: theme.up,
      downColor: theme.down, borderDownColor: theme.down, wickDownColor: theme.down,
    });
    this.volume.setData(this.bars.items.map(candle => this.volumeOf(candle)));
    this.markLast();
    this.showMarks();
  }

  hover(time) {
    this.hovered = time;
    this.describe(time);
  }

  crosshair(time) {
    const candle = this.bars.at(time - (time % this.interval));
    return candle && [candle.close, candle.time, this.candles];
  }

  describe(time) {
    const candle = (time === undefined ? undefined : this.bars.at(time)) ?? this.bars.last;
    this.legend(candle, this.decimals);
  }
}

const text = parent => parent.appendChild(document.createTextNode(''));

function legendOf(parent) {
  const line = element(parent, 'div', 'chart-figures');
  const time = text(element(line, 'span', 'chart-time'));
  const cells = ['Open', 'High', 'Low', 'Close', 'Volume'].map(name => {
    const cell = element(line, 'span', 'chart-figure');
    element(cell, 'abbr', 'chart-unit', name[0]).title = name;
    return text(element(cell, 'span', 'chart-number'));
  });
  const change = text(element(line, 'span', 'chart-change'));
  return (candle, decimals) => {
    line.hidden = !candle;
    if (!candle) {
      return;
    }

    const put = (node, text) => {
      if (node.data !== text) {
        node.data = text;
      }
    };
    const prices = [candle.open, candle.high, candle.low, candle.close].map(price => price.toFixed(decimals));
    const rate = 100 * (candle.close / candle.open - 1);
    put(time, nameTime(candle.time));
    [...prices, grouped.format(candle.volume)].forEach((text, i) => put(cells[i], text));
    put(change, `${candle.close < candle.open ? '▼ −' : '▲ +'}${Math.abs(rate).toFixed(2)} %`);
    change.parentNode.dataset.direction = candle.close < candle.open ? 'down' : 'up';
  };
}
