// The rows are the page's own; this only reads them.
export class VolumeTable {
  constructor(host) {
    this.host = host;
  }

  points() {
    return [...this.host.querySelectorAll('tr[data-ticker]')].map(({ dataset: { ticker, buy, sell } }) => (
      { ticker, buy: Number(buy), sell: Number(sell), total: Number(buy) + Number(sell) }));
  }

  rows() {
    return {
      name: 'volume by ticker',
      columns: ['ticker', 'bought', 'sold', 'total'],
      rows: this.points().map(({ ticker, buy, sell, total }) => [ticker, `${buy}`, `${sell}`, `${total}`]),
    };
  }

  dispose() {}
}
