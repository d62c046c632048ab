import { directionOf, marked } from './overlays/change.js';
import { priceText } from './scale.js';
import { element } from './surface.js';
import { nameTime } from '../zone.js';

// One entry a line: how it is drawn, its ticker, price and change; and since when that is.
export class LineLegend {
  constructor(parent, chooseScale) {
    const modes = this.modes = element(parent, 'div', 'chart-modes');
    modes.setAttribute('role', 'group');
    modes.setAttribute('aria-label', 'Scale');
    this.buttons = [['%', true, 'Change in the last ten minutes'], ['Price', false, 'Price']].map(([text, percent, title]) => {
      const button = element(modes, 'button', 'chart-mode', text);
      button.type = 'button';
      button.title = title;
      button.setAttribute('aria-pressed', String(percent));
      button.addEventListener('click', () => {
        chooseScale(percent);
        this.buttons.forEach(other => other.setAttribute('aria-pressed', String(other === button)));
      });
      return button;
    });
    this.list = element(parent, 'div', 'chart-lines');
    this.since = element(parent, 'div', 'chart-since');
    this.compare(undefined);
    this.note = element(parent, 'div', 'chart-note');
    this.entries = new Map();
  }

  // In the longest form that takes no more than so many pixels: with prices, with changes alone, with names alone.
  // Names alone may take up to the limit; where they take more, the crosshair and the table tell which line is which.
  fit(most, limit) {
    for (const [form, room] of [['', most], ['is-short', most], ['is-names', limit], ['is-left-out', limit]]) {
      this.list.className = `chart-lines ${form}`;
      if (this.list.parentElement.offsetHeight <= room) {
        return;
      }
    }
  }

  // Compared from a moment, all are in percent: there is no scale to choose.
  compare(since) {
    this.modes.hidden = since !== undefined;
    this.since.textContent = since === undefined ? 'change in 10 min' : `change since ${nameTime(since)}`;
  }

  // `names` are those of the lines by their keys.
  reset(lines, names, chosen) {
    this.list.replaceChildren();
    this.entries.clear();
    for (const [symbol, line] of lines) {
      const entry = element(this.list, 'span', 'chart-line');
      const swatch = element(entry, 'span', 'chart-swatch');
      swatch.style.borderTop = `2px ${line.slot < 8 ? 'solid' : 'dashed'} ${line.colour}`;
      element(entry, 'span', 'chart-symbol', names.get(symbol)).title = symbol;
      this.entries.set(symbol, {
        price: element(entry, 'span', 'chart-number'), change: element(entry, 'span', 'chart-change'),
      });
    }

    this.note.textContent = names.size < chosen ? `The ${names.size} most active of ${chosen} symbols` : '';
  }

  // Without a price, or nothing to count it from, there is no change.
  say(symbol, price, change, decimals) {
    const entry = this.entries.get(symbol);
    const shown = price === undefined ? '–' : priceText(price, decimals);
    const changeText = Number.isFinite(change) ? marked(change) : '';
    if (entry.price.textContent !== shown || entry.change.textContent !== changeText) {
      entry.price.textContent = shown;
      entry.change.textContent = changeText;
      entry.change.dataset.direction = Number.isFinite(change) ? directionOf(change) : '';
    }
  }
}
