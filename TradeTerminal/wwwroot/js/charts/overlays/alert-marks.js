import { createSeriesMarkers } from '../../../lib/lightweight-charts.mjs';

// Alerts on the candles they belong to.
export class AlertMarks {
  constructor(series) {
    this.marker = createSeriesMarkers(series, []);
    this.alerts = { symbol: '', items: [] };
    this.drawn = [];
  }

  // { time, rank } with the time in Unix seconds; a higher rank is graver.
  set(symbol, items) {
    this.alerts = { symbol, items };
  }

  // Alerts of which no candle is drawn have no place: the library would put them on the nearest one.
  show(symbol, interval, bars, colour) {
    const places = new Map();
    for (const { time, rank } of this.alerts.symbol === symbol ? this.alerts.items : []) {
      const at = time - (time % interval);
      if (bars.at(at)) {
        const known = places.get(at) ?? { time: at, rank, alerts: 0 };
        places.set(at, { time: at, rank: Math.max(known.rank, rank), alerts: known.alerts + 1 });
      }
    }

    this.drawn = [...places.values()].sort((left, right) => left.time - right.time);
    this.marker.setMarkers(this.drawn.map(mark => ({
      time: mark.time,
      position: 'aboveBar',
      shape: mark.rank > 2 ? 'square' : 'arrowDown',
      color: colour,
      text: mark.alerts > 1 ? `${mark.alerts}` : '',
    })));
  }
}
