// How prices and volumes are counted on an axis. The library counts in steps of the last decimal, as doubles: where they
// hold no single step any more it never comes to an end.
const MOST_STEPS = 1e15;
const UNITS = ['', 'K', 'M', 'B', 'T', 'Q'];
const DIGITS = 4;

// As many decimals as are wanted and the largest value leaves room for; the server caps each frame in the same way
// (Charts/PriceDecimals.cs).
export function capped(decimals, largest) {
  let most = decimals;
  while (most > 0 && largest * 10 ** most >= MOST_STEPS) {
    most--;
  }

  return most;
}

const formats = new Map();

// A price as it is read, on axes, in legends and in words: 35,697.50, −0.12. Files and tables have it without groups.
export function priceText(price, decimals) {
  const format = formats.get(decimals) ?? new Intl.NumberFormat('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  formats.set(decimals, format);
  return format.format(price).replace('-', '−');
}

const exact = new Intl.NumberFormat('en-US', { maximumFractionDigits: 18 });

// A volume with the decimals it has.
export const exactText = volume => exact.format(volume);

export const priceFormat = decimals => ({
  type: 'custom', minMove: 10 ** -decimals, base: 10 ** decimals, formatter: price => priceText(price, decimals),
});

// The decimals of all that one axis shows.
export class Decimals {
  constructor() {
    this.reset(2);
  }

  get value() { return capped(this.wanted, this.largest); }

  reset(wanted) {
    [this.wanted, this.largest] = [wanted, 0];
  }

  want(decimals) {
    this.wanted = Math.max(this.wanted, decimals);
  }

  hold(candles) {
    for (const { high, low } of candles) {
      this.largest = Math.max(this.largest, high, -low);
    }
  }
}

// What volumes are divided by for the library, so that the largest lies between 100,000 and a million and is counted
// in a millionth of that: whatever it is, its axis has room.
export const volumeUnit = largest => largest > 0 ? 10 ** (Math.floor(Math.log10(largest)) - 5) : 1;
export const LARGEST_VOLUME = 1e8;
const VOLUME_DECIMALS = 6;

export const volumeFormat = unit => ({
  type: 'custom', minMove: 10 ** -VOLUME_DECIMALS, base: 10 ** VOLUME_DECIMALS, formatter: value => shortOf(value * unit),
});

// 995, 0.004, 1.25K, 9.007Q; beyond that, and close to nothing, with an exponent.
export function shortOf(value) {
  const rounded = Number(value.toPrecision(DIGITS));
  const size = Math.abs(rounded);
  const unit = size < 1000 ? 0 : Math.floor(Math.floor(Math.log10(size)) / 3);
  return unit < UNITS.length ? `${Number((rounded / 1000 ** unit).toPrecision(DIGITS))}${UNITS[unit]}` : rounded.toExponential().replace('+', '');
}
