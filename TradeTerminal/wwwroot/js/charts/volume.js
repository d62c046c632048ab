// The rows are the page's own; this only reads them.
export class VolumeTable {
  constructor(host) {
    this.host = host;
  }

  points() {
    return [...this.host.querySelectorAll('tr[data-ticker]')].map(({ dataset: { ticker, buy, sell, unknown, total } }) => (
      { ticker, buy: Number(buy), sell: Number(sell), unknown: Number(unknown ?? 0), total: Number(total) }));
  }

  rows() {
    return {
      name: 'volume by ticker',
      columns: ['ticker', 'bought', 'sold', 'no side', 'total'],
      rows: this.points().map(({ ticker, buy, sell, unknown, total }) => [ticker, `${buy}`, `${sell}`, `${unknown}`, `${total}`]),
    };
  }

  dispose() {}
}
