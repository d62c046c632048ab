// Asks what a board asks, as Grafana would.
import { execFileSync } from 'node:child_process';

const POINTS = 600;

export class Sources {
  #prometheus;
  #database;

  constructor(prometheus, database, from, to, scrape) {
    [this.#prometheus, this.#database, this.from, this.to] = [prometheus.replace(/\/$/, ''), database, from, to];
    this.step = Math.max(scrape, Math.ceil((to - from) / POINTS));
    // As Grafana works out $__rate_interval.
    this.rate = `${Math.max(this.step + scrape, 4 * scrape)}s`;
  }

  static async open(prometheus, database, from, to) {
    const { data } = await answer(`${prometheus.replace(/\/$/, '')}/api/v1/status/config`);
    const seconds = /scrape_interval: (?:(\d+)m)?(?:(\d+)s)?/.exec(data.yaml);
    return new Sources(prometheus, database, from, to, Number(seconds?.[1] ?? 0) * 60 + Number(seconds?.[2] ?? 0));
  }

  /** Of a panel: series { name, points: [[seconds, number]] }, or one table { columns, rows }; none where there is no data. */
  async ask(panel) {
    const answers = await Promise.all(panel.targets.map(target => target.expr
      ? this.#metrics(target, panel.type === 'timeseries')
      : this.#rows(target)));
    return answers.flat();
  }

  /** What stands beside all panels: { from, to, text }, in seconds. */
  annotations(board) {
    return (board.annotations?.list ?? []).filter(one => one.target?.rawSql).flatMap(one => {
      const { columns, rows } = this.#sql(one.target.rawSql);
      const [at, end, text] = ['time', 'timeend', 'text'].map(name => columns.indexOf(name));
      return rows.map(row => ({ from: seconds(row[at]), to: row[end] ? seconds(row[end]) : this.to, text: row[text] }));
    });
  }

  async #metrics({ expr, legendFormat }, isRange) {
    const query = encodeURIComponent(expr.replaceAll('$__rate_interval', this.rate));
    const path = isRange ? `query_range?query=${query}&start=${this.from}&end=${this.to}&step=${this.step}` : `query?query=${query}&time=${this.to}`;
    const { data } = await answer(`${this.#prometheus}/api/v1/${path}`);
    return data.result.map(({ metric, values, value }) => ({
      name: (legendFormat ?? '').replace(/{{(\w+)}}/g, (_, label) => metric[label] ?? ''),
      points: (values ?? [value]).map(([at, text]) => [at, Number(text)]),
    })).filter(series => series.points.some(([, number]) => Number.isFinite(number)));
  }

  #rows({ rawSql, format }) {
    const table = this.#sql(rawSql);
    if (table.rows.length === 0) {
      return [];
    }

    if (format !== 'time_series') {
      return [table];
    }

    const [at, metric, value] = ['time', 'metric', 'value'].map(name => table.columns.indexOf(name));
    const names = [...new Set(table.rows.map(row => row[metric]))];
    return names.map(name => ({
      name, points: table.rows.filter(row => row[metric] === name).map(row => [seconds(row[at]), Number(row[value])]),
    }));
  }

  #sql(question) {
    const sql = question.replace(/\$__timeFilter\((\w+)\)/g, `$1 BETWEEN to_timestamp(${this.from}) AND to_timestamp(${this.to})`);
    const [columns = [], ...rows] = csv(execFileSync(
      'psql', ['--no-psqlrc', '--csv', '--dbname', this.#database, '--command', sql],
      { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, env: { ...process.env, PGTZ: 'UTC' } }));
    return { columns, rows };
  }
}

async function answer(url) {
  const response = await fetch(url);
  const body = await response.json();
  if (!response.ok) {
    throw new Error(`${url}: ${body.error}`);
  }

  return body;
}

// "2026-03-01 14:30:00.123456+00"
function seconds(text) {
  return Date.parse(text.replace(' ', 'T').replace(/\+00$/, 'Z')) / 1000;
}

function csv(text) {
  const [rows, cells] = [[], /("(?:[^"]|"")*"|[^,\n]*)(,|\n)/g];
  let row = [];
  for (const [, cell, end] of text.matchAll(cells)) {
    row.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === '\n') {
      rows.push(row);
      row = [];
    }
  }

  return rows;
}
