import { LARGEST_VOLUME, priceFormat, volumeFormat, volumeUnit } from './scale.js';
import { CandlestickSeries, HistogramSeries, LineStyle } from '../../lib/lightweight-charts.mjs';

// The candles, the volume below them, and the line of the last price.
export class CandleSeries {
  constructor(chart) {
    // The library would label the last price in the colour of a hollow body: that of the ground.
    this.candles = chart.addSeries(CandlestickSeries, {
      borderVisible: true, lastValueVisible: false, priceLineVisible: false,
    });
    this.volume = chart.addSeries(HistogramSeries, {
      priceFormat: volumeFormat(1), lastValueVisible: false, priceLineVisible: false,
    }, 1);
    this.unit = 1;
    this.drawn = [];
    this.volume.priceScale().applyOptions({ scaleMargins: { top: 0.15, bottom: 0 } });
    this.candles.priceScale().applyOptions({ scaleMargins: { top: 0.14, bottom: 0.06 } });
    const [main, below] = chart.panes();
    main.setStretchFactor(4);
    below.setStretchFactor(1);
  }

  format(decimals) {
    this.candles.applyOptions({ priceFormat: priceFormat(decimals) });
  }

  // `places` are the candles with an empty place for each interval that has none.
  set(places, candles) {
    this.candles.setData(places);
    this.setVolume(candles);
  }

  // One of those that were set, or a new one that is among them already.
  update(candle, isOld) {
    this.candles.update(candle, isOld);
    if (candle.volume / this.unit < LARGEST_VOLUME) {
      this.volume.update(this.volumeOf(candle), isOld);
    } else {
      this.setVolume(this.drawn);
    }
  }

  // Rising candles are hollow and falling ones filled: told apart without colour.
  colour(theme, candles) {
    this.theme = theme;
    this.candles.applyOptions({
      upColor: theme.background, borderUpColor: theme.up, wickUpColor: theme.up,
      downColor: theme.down, borderDownColor: theme.down, wickDownColor: theme.down,
    });
    this.setVolume(candles);
  }

  // Without one the line goes.
  markLast(last) {
    if (!last) {
      this.lastPrice && this.candles.removePriceLine(this.lastPrice);
      this.lastPrice = undefined;
      return;
    }

    const { up, down } = this.theme;
    const color = last.close < last.open ? down : up;
    const options = { price: last.close, color, axisLabelColor: color };
    this.lastPrice ??= this.candles.createPriceLine({ ...options, lineStyle: LineStyle.Dotted, lineWidth: 1 });
    this.lastPrice.applyOptions(options);
  }

  setVolume(candles) {
    this.drawn = candles;
    const unit = volumeUnit(candles.reduce((most, { volume }) => Math.max(most, volume), 0));
    if (unit !== this.unit) {
      this.unit = unit;
      // Counted by another unit those still there would be anything.
      this.volume.setData([]);
      this.volume.applyOptions({ priceFormat: volumeFormat(unit) });
    }

    this.volume.setData(candles.map(candle => this.volumeOf(candle)));
  }

  volumeOf(candle) {
    const { upWeak, downWeak } = this.theme;
    return { time: candle.time, value: candle.volume / this.unit, color: candle.close < candle.open ? downWeak : upWeak };
  }
}
