import { percentOf, spoken } from './overlays/change.js';
import { exactText, priceText } from './scale.js';
import { nameCandle } from '../zone.js';

// The candles of a chart that are in view, for tables and files.
export function rowsOf({ bars, lines, decimals, surface, symbol, interval }) {
  const seen = surface.time.getVisibleRange() ?? { from: 0, to: Infinity };
  const rows = [];
  for (let i = bars.indexOf(seen.from); i < bars.items.length && bars.items[i].time <= seen.to; i++) {
    const { time, open, high, low, close, volume } = bars.items[i];
    const over = lines.at(i).map(({ value }) => value?.toFixed(decimals) ?? '');
    rows.push([
      new Date(time * 1000).toISOString(), ...[open, high, low, close].map(price => price.toFixed(decimals)), `${volume}`, ...over,
    ]);
  }

  return {
    name: `${symbol} ${nameInterval(interval)}`,
    columns: ['time', 'open', 'high', 'low', 'close', 'volume', ...lines.lines.map(line => line.name)],
    rows,
    isOfDays: interval === 86_400,
  };
}

// As the address names it.
export function nameInterval(seconds) {
  const [unit, width] = [['d', 86_400], ['h', 3600], ['m', 60], ['s', 1]].find(([, width]) => seconds % width === 0);
  return `${seconds / width}${unit}`;
}

export const changeOf = candle => percentOf(candle.close, candle.open);

// One candle in words.
export function wordOf(candle, interval, decimals) {
  if (!candle) {
    return '';
  }

  const [open, high, low, close] = [candle.open, candle.high, candle.low, candle.close].map(price => priceText(price, decimals));
  return `${nameCandle(candle.time, interval)}: open ${open}, high ${high}, low ${low}, close ${close}, ${spoken(changeOf(candle))}, volume ${exactText(candle.volume)}`;
}

// What is drawn, without what only this chart needs.
export const pointsOf = bars => bars.items.map(({ time, open, high, low, close, volume }) => ({ time, open, high, low, close, volume }));
