// Reads what Charts/ChartFrame.cs writes; the layout is described there.
const CANDLES = 1;
const LINES = 2;

class Reader {
  constructor(bytes) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = 0;
  }

  u8() { return this.view.getUint8(this.at++); }
  u16() { return this.view.getUint16((this.at += 2) - 2, true); }
  u32() { return this.view.getUint32((this.at += 4) - 4, true); }
  f64() { return this.view.getFloat64((this.at += 8) - 8, true); }

  list(count, read) {
    const items = new Array(count);
    for (let i = 0; i < count; i++) {
      items[i] = read();
    }

    return items;
  }

  symbol() {
    return String.fromCharCode(...this.list(this.u8(), () => this.u8()));
  }

  expect(kind) {
    const found = this.u8();
    if (found !== kind) {
      throw new Error(`A frame of kind ${found} came where ${kind} was expected`);
    }
  }
}

export function readCandles(bytes) {
  const r = new Reader(bytes);
  r.expect(CANDLES);
  return {
    whole: r.u8() === 1,
    decimals: r.u8(),
    symbol: r.symbol(),
    interval: r.u32(),
    candles: r.list(r.u32(), () => (
      { time: r.u32(), open: r.f64(), high: r.f64(), low: r.f64(), close: r.f64(), volume: r.f64(), notional: r.f64() })),
  };
}

export function readLines(bytes) {
  const r = new Reader(bytes);
  r.expect(LINES);
  return {
    whole: r.u8() === 1,
    chosen: r.u32(),
    lines: r.list(r.u8(), () => ({
      symbol: r.symbol(),
      decimals: r.u8(),
      points: r.list(r.u16(), () => ({ time: r.u32(), first: r.f64(), value: r.f64() })),
    })),
  };
}
