const DAY = 86_400;

export const dayOf = time => time - (time % DAY);

// The server carries no larger sum; one that has reached it is no sum any more, and has no mean.
const LARGEST_NOTIONAL = 7.9e19;

// MA n: the mean of the newest n closes, that of the growing candle among them. Nothing before the nth candle.
export class Average {
  constructor(length) {
    this.length = length;
    this.values = [];
  }

  compute(items, from) {
    const { length, values } = this;
    let sum = 0;
    for (let i = Math.max(0, from - length); i < from; i++) {
      sum += items[i].close;
    }

    values.length = from;
    for (let i = from; i < items.length; i++) {
      sum += items[i].close - (i >= length ? items[i - length].close : 0);
      values.push(i >= length - 1 ? sum / length : undefined);
    }
  }
}

// VWAP: Σ price × volume ÷ Σ volume of the trades since 00:00 UTC, to the end of each candle. What was traded on the
// first candle's day before it is `before`; without that the day has no line.
export class Vwap {
  constructor() {
    this.values = [];
    this.sums = [];
    this.before = undefined;
  }

  compute(items, from) {
    const { values, sums } = this;
    values.length = sums.length = from;
    this.items = items;
    for (let i = from; i < items.length; i++) {
      const { time, volume, notional } = items[i];
      const known = i === 0 ? this.before : dayOf(time) === dayOf(items[i - 1].time) ? sums[i - 1] : { volume: 0, notional: 0 };
      const sum = known && { volume: known.volume + volume, notional: known.notional + notional };
      sums.push(sum);
      values.push(sum?.volume > 0 && sum.notional < LARGEST_NOTIONAL ? sum.notional / sum.volume : undefined);
    }
  }

  endsAt(i) {
    return i + 1 < this.items.length && dayOf(this.items[i].time) !== dayOf(this.items[i + 1].time);
  }
}
