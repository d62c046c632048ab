// A key as the terminal writes it: AAPL, BTC/USDT:USDT, crypto:BTC-USD, quotes:AAPL:NYSE, quotes:BTC/USDT:USDT|KRAKEN. A feed is in lower
// case, a symbol is not.
export function partsOf(key) {
  const [, feed, name] = /^([a-z_]+):(.*)$/.exec(key) ?? [];
  if (!feed) {
    return { feed: 'trades', ticker: key };
  }

  const at = name.includes('|') ? name.indexOf('|') : name.indexOf(':');
  const [ticker, venue] = at < 0 ? [name] : [name.slice(0, at), name.slice(at + 1)];
  return { feed, ticker, ...(venue && { venue }) };
}

// What a line is called: its symbol without the feed before it, unless two of those drawn have the same.
const shortOf = key => partsOf(key).ticker;

export function namesOf(keys) {
  const counts = new Map();
  keys.forEach(key => counts.set(shortOf(key), (counts.get(shortOf(key)) ?? 0) + 1));
  return new Map(keys.map(key => [key, counts.get(shortOf(key)) > 1 ? key : shortOf(key)]));
}
