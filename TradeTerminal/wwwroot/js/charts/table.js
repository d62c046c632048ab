import { date, timeOfDay, zone } from '../zone.js';
import { element } from './surface.js';

const MOST = 500;
const AGAIN_MS = 2000;

// In files a time is ISO-8601 in UTC.
function written(iso, isOfDays) {
  if (isOfDays) {
    return iso.slice(0, 10);
  }

  const time = Date.parse(iso) / 1000;
  return `${date(time)} ${timeOfDay(time)}`;
}

// What a chart draws as rows, newest first, in its place; followed every two seconds.
export class TableView {
  constructor(host, read) {
    [this.host, this.read] = [host, read];
    this.root = element(host, 'div', 'chart-table');
    this.root.tabIndex = 0;
    this.root.setAttribute('role', 'region');
    host.dataset.table = 'true';
    this.show();
    this.timer = setInterval(() => document.hidden || this.show(), AGAIN_MS);
  }

  show() {
    const { name, columns, rows, isOfDays } = this.read();
    const shown = rows.slice(-MOST).reverse();
    const key = JSON.stringify([columns, shown, zone()]);
    if (key === this.key) {
      return;
    }

    this.key = key;
    this.root.setAttribute('aria-label', `Table of ${name}`);
    const table = document.createElement('table');
    element(table, 'caption', '', `${name}, ${isOfDays ? 'days of UTC' : `times in ${zone()}`}, ${shown.length < rows.length ? `the newest ${MOST} of ${rows.length} in view` : 'all in view'}, newest first`);
    const head = element(element(table, 'thead', ''), 'tr', '');
    columns.forEach(column => { element(head, 'th', '', column).scope = 'col'; });
    const body = element(table, 'tbody', '');
    for (const [first, ...others] of shown) {
      const row = element(body, 'tr', '');
      element(row, 'th', '', written(first, isOfDays)).scope = 'row';
      others.forEach(cell => element(row, 'td', '', cell));
    }

    this.root.replaceChildren(table);
  }

  dispose() {
    clearInterval(this.timer);
    delete this.host.dataset.table;
    this.root.remove();
  }
}
