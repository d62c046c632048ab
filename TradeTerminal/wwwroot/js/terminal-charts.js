// What the chart components call. Each chart is reachable as `host.terminalChart`, for scripts that want to read
// what it draws: `points()` gives plain arrays.
import { CandleChart } from './charts/candles.js';
import { LineChart } from './charts/lines.js';
import { pictureOf } from './charts/picture.js';
import { VolumeTable } from './charts/volume.js';
import { TableView } from './charts/table.js';
import { watchTab } from './charts/tab.js';
import './charts/menu.js';
import { inTurn } from './charts/turns.js';

const kinds = { candles: CandleChart, 'price-lines': LineChart, volume: VolumeTable };

export function createChart(host, kind, component) {
  if (!host) {
    throw new Error(`The host of the chart ${kind} has left the page`);
  }

  host.terminalChart?.dispose();
  const chart = new kinds[kind](host);
  const unwatch = watchTab(component);
  chart.levels?.listen(component);
  let table;
  let isDisposed = false;
  const handle = {
    apply: bytes => inTurn(() => isDisposed || chart.apply(bytes)),
    markAlerts: (symbol, alerts) => isDisposed || chart.markAlerts(symbol, alerts),
    showLevels: (symbol, levels) => isDisposed || chart.levels.set(symbol, levels),
    levels: () => chart.levels?.points() ?? [],
    // Whether a line stands at the moment that is gone to.
    isMarked: () => chart.moment?.mark.isDrawn ?? false,
    marks: () => chart.marks?.() ?? [],
    points: () => chart.points(),
    overlays: () => chart.overlays?.() ?? [],
    gaps: () => chart.stretches?.() ?? [],
    rows: () => chart.rows(),
    picture: () => pictureOf(chart, chart.rows().name),
    // True when the table is there now.
    toggleTable() {
      table = table ? table.dispose() : new TableView(host, () => chart.rows());
      return table !== undefined;
    },
    dispose() {
      isDisposed = true;
      unwatch();
      table?.dispose();
      chart.dispose();
      if (host.terminalChart === handle) {
        delete host.terminalChart;
      }
    },
  };
  host.terminalChart = handle;
  return handle;
}
