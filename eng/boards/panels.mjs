// Panels drawn from what was answered. Colours are told apart by their names in the legend.
const COLOURS = ['#73bf69', '#f2cc0c', '#8ab8ff', '#ff780a', '#f2495c', '#b877d9', '#5794f2', '#ffcb7d', '#37872d', '#e0b400', '#fade2a', '#c4162a'];
const LEGEND = 22;
const LEFT = 58;

export function escape(text) {
  return String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** Lines over time, stacked where the panel says so; incidents as bands with their words. */
export function lines(series, { panel, width, height, from, to, incidents }) {
  const defaults = panel.fieldConfig.defaults;
  const isStacked = defaults.custom?.stacking?.mode === 'normal';
  const drawn = isStacked ? stacked(series) : series.map(one => ({ ...one, base: null }));
  const [bottom, top] = [height - LEGEND - 20, 16];
  const numbers = drawn.flatMap(one => one.points.map(point => point[1])).filter(Number.isFinite);
  const one = defaults.unit === 'bytes' ? 2 ** 20 : 1;
  const ticks = niceTicks((defaults.min ?? Math.min(...numbers)) / one, Math.max(...numbers) / one).map(tick => tick * one);
  const x = at => LEFT + (at - from) / (to - from) * (width - LEFT - 14);
  const y = number => bottom - (number - ticks[0]) / (ticks.at(-1) - ticks[0]) * (bottom - top);
  const grid = ticks.map(tick => `<line x1="${LEFT}" x2="${width - 14}" y1="${y(tick)}" y2="${y(tick)}" stroke="#25272e"/>
    <text x="${LEFT - 6}" y="${y(tick) + 4}" text-anchor="end">${escape(withUnit(tick, defaults.unit))}</text>`);
  const bands = incidents.map(({ from: began, to: ended }) => `<rect x="${x(began)}" y="${top}" width="${Math.max(2, x(ended) - x(began))}" height="${bottom - top}"
    fill="#f2495c" fill-opacity=".16"/><line x1="${x(began)}" x2="${x(began)}" y1="${top}" y2="${bottom}" stroke="#f2495c" stroke-dasharray="3 3"/>`);
  bands.push(...labels(incidents, x).map(({ at, words }) => `<text x="${Math.min(at + 2, width - 14 - words.length * 6)}" y="${top - 4}">${escape(words)}</text>`));
  const draw = defaults.custom?.drawStyle === 'bars' ? columns : curve;
  const curves = drawn.map(({ points, base }, n) => draw(points, base, x, y, COLOURS[n % COLOURS.length]));
  return `<svg width="${width}" height="${height}">${grid.join('')}${times(from, to, x, bottom)}${bands.join('')}${curves.join('')}${legend(series, width, height)}</svg>`;
}

/** The newest number of each. */
export function stats(series) {
  return `<div class="stats">${series.map(one => `<div><b>${escape(short(one.points.at(-1)[1]))}</b>${escape(one.name)}</div>`).join('')}</div>`;
}

export function bars(series, { width, height }) {
  const most = Math.max(...series.map(one => one.points.at(-1)[1]), 1);
  const step = Math.min(24, (height - 8) / series.length);
  return `<svg width="${width}" height="${height}">${series.map((one, n) => {
    const number = one.points.at(-1)[1];
    return `<text x="10" y="${n * step + step * .7}">${escape(one.name)}</text>
      <rect x="160" y="${n * step + 2}" width="${Math.max(1, number / most * (width - 260))}" height="${step - 4}" fill="#73bf69"/>
      <text x="${width - 90}" y="${n * step + step * .7}">${escape(short(number))}</text>`;
  }).join('')}</svg>`;
}

/** As many rows as there is room for. */
export function table([{ columns, rows }], { height }) {
  const isNumber = columns.map((_, n) => rows.every(row => row[n] === '' || /^-?[\d.]+$/.test(row[n])));
  const shown = rows.slice(0, Math.floor(height / 21) - 2);
  return `<table><tr>${columns.map(name => `<th>${escape(name)}</th>`).join('')}</tr>${shown.map(row =>
    `<tr>${row.map((cell, n) => `<td${isNumber[n] ? ' class="n"' : ''}>${escape(cell.replace(/(\d\d:\d\d:\d\d)[.\d]*\+00$/, '$1'))}</td>`).join('')}</tr>`).join('')}
    ${rows.length > shown.length ? `<tr><td>${rows.length - shown.length} more</td></tr>` : ''}</table>`;
}

function stacked(series) {
  const sums = new Map();
  return series.map(one => {
    const base = new Map(one.points.map(([at]) => [at, sums.get(at) ?? 0]));
    const points = one.points.map(([at, number]) => [at, base.get(at) + (Number.isFinite(number) ? number : 0)]);
    points.forEach(([at, number]) => sums.set(at, number));
    return { ...one, points, base };
  });
}

// Those that begin at the same place share their words.
function labels(incidents, x) {
  const found = [];
  for (const { from, text } of incidents) {
    const [at, word, last] = [x(from), text.split(' ')[0], found.at(-1)];
    last && at - last.at < 50 ? last.words += `, ${word}` : found.push({ at, words: word });
  }

  return found;
}

// A minute each.
function columns(points, base, x, y, colour) {
  const width = Math.max(2, (x(60) - x(0)) * 0.8);
  return points.map(([at, number]) => `<rect x="${x(at).toFixed(1)}" y="${y(number).toFixed(1)}" width="${width.toFixed(1)}"
    height="${Math.max(0, y(base?.get(at) ?? 0) - y(number)).toFixed(1)}" fill="${colour}" fill-opacity=".8"/>`).join('');
}

// A gap stays a gap: where nothing was answered nothing is drawn.
function curve(points, base, x, y, colour) {
  const step = Math.min(...points.slice(1).map(([at], n) => at - points[n][0]), Infinity);
  let path = '';
  let before = null;
  for (const [at, number] of points) {
    const isNumber = Number.isFinite(number);
    path += isNumber ? `${before !== null && at - before <= step * 1.5 ? 'L' : 'M'}${x(at).toFixed(1)} ${y(number).toFixed(1)}` : '';
    before = isNumber ? at : null;
  }

  const area = base === null ? '' : `<path d="${path}${points.toReversed().map(([at]) => `L${x(at).toFixed(1)} ${y(base.get(at)).toFixed(1)}`).join('')}Z" fill="${colour}" fill-opacity=".25"/>`;
  return `${area}<path d="${path}" fill="none" stroke="${colour}" stroke-width="1.3"/>`;
}

function legend(series, width, height) {
  let at = 12;
  return series.map((one, n) => {
    const [name, place] = [one.name || 'value', at];
    at += 26 + name.length * 6.3;
    return at > width ? '' : `<rect x="${place}" y="${height - 16}" width="12" height="3" fill="${COLOURS[n % COLOURS.length]}"/>
      <text x="${place + 16}" y="${height - 11}">${escape(name)}</text>`;
  }).join('');
}

function times(from, to, x, bottom) {
  const step = [10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21600].find(one => (to - from) / one <= 8) ?? 86400;
  let text = '';
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) {
    text += `<text x="${x(at)}" y="${bottom + 15}" text-anchor="middle">${new Date(at * 1000).toISOString().slice(11, step < 60 ? 19 : 16)}</text>`;
  }

  return text;
}

function niceTicks(least, most) {
  const span = most - least || Math.abs(most) || 1;
  const power = 10 ** Math.floor(Math.log10(span / 4));
  const step = power * [1, 2, 2.5, 5, 10].find(one => span / (one * power) <= 5);
  const first = Math.floor(least / step);
  return Array.from({ length: Math.max(2, Math.ceil(most / step) - first + 1) }, (_, n) => (first + n) * step);
}

function withUnit(number, unit) {
  switch (unit) {
    case 's': return number === 0 ? '0 s' : Math.abs(number) < 0.001 ? `${short(number * 1e6)} µs` : Math.abs(number) < 1 ? `${short(number * 1000)} ms` : number >= 5400 ? `${short(Number((number / 3600).toPrecision(2)))} h`
      : number >= 180 ? `${short(Number((number / 60).toPrecision(2)))} min` : `${short(number)} s`;
    case 'bytes': return number >= 2 ** 30 ? `${short(number / 2 ** 30)} GiB` : `${short(number / 2 ** 20)} MiB`;
    case 'percentunit': return `${short(number * 100)} %`;
    case 'ops': case 'reqps': return `${short(number)}/s`;
    default: return short(number);
  }
}

function short(number) {
  const size = Math.abs(number);
  const [divisor, letter] = size >= 1e9 ? [1e9, ' G'] : size >= 1e6 ? [1e6, ' M'] : size >= 1e4 ? [1e3, ' k'] : [1, ''];
  return `${Number((number / divisor).toPrecision(4))}${letter}`;
}
