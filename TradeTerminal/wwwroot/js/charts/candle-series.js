import { CandlestickSeries, HistogramSeries, LineStyle } from '../../lib/lightweight-charts.mjs';

// The candles, the volume below them, and the line of the last price.
export class CandleSeries {
  constructor(chart) {
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
  }

  format(decimals) {
    this.candles.applyOptions({ priceFormat: { type: 'price', precision: decimals, minMove: 10 ** -decimals } });
  }

  // `places` are the candles with an empty place for each interval that has none.
  set(places, candles) {
    this.candles.setData(places);
    this.setVolume(candles);
  }

  update(candle, isOld) {
    this.candles.update(candle, isOld);
    this.volume.update(this.volumeOf(candle), isOld);
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
    this.volume.setData(candles.map(candle => this.volumeOf(candle)));
  }

  volumeOf(candle) {
    const { upWeak, downWeak } = this.theme;
    return { time: candle.time, value: candle.volume, color: candle.close < candle.open ? downWeak : upWeak };
  }
}
