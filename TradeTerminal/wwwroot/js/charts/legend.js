import { changeOf, nameInterval } from './candle-rows.js';
import { directionOf, marked } from './overlays/change.js';
import { exactText, priceText } from './scale.js';
import { element } from './surface.js';
import { nameCandle } from '../zone.js';

const text = parent => parent.appendChild(document.createTextNode(''));
const put = (node, words) => {
  if (node.data !== words) {
    node.data = words;
  }
};

// The figures of one candle and of what is drawn over it, or why there is none.
export class CandleLegend {
  constructor(parent) {
    this.line = element(parent, 'div', 'chart-figures');
    this.gap = element(parent, 'div', 'chart-gap');
    this.gap.hidden = true;
    this.time = text(element(this.line, 'span', 'chart-time'));
    this.cells = ['Open', 'High', 'Low', 'Close', 'Volume'].map(name => {
      const cell = element(this.line, 'span', 'chart-figure');
      element(cell, 'abbr', 'chart-unit', name[0]).title = name;
      return text(element(cell, 'span', 'chart-number'));
    });
    this.change = text(element(this.line, 'span', 'chart-change'));
    this.change.parentNode.title = 'From open to close';
    this.over = element(this.line, 'span', 'chart-overlays');
    this.overlays = new Map();
  }

  show(candle, interval, decimals, overlays) {
    this.gap.hidden = true;
    this.line.hidden = !candle;
    if (!candle) {
      return;
    }

    const prices = [candle.open, candle.high, candle.low, candle.close].map(price => priceText(price, decimals));
    put(this.time, nameCandle(candle.time, interval));
    [...prices, exactText(candle.volume)].forEach((words, i) => put(this.cells[i], words));
    const change = changeOf(candle);
    put(this.change, `${marked(change)} in ${nameInterval(interval)}`);
    this.change.parentNode.dataset.direction = directionOf(change);
    for (const { name, value } of overlays) {
      put(this.overlays.get(name), value === undefined ? '–' : priceText(value, decimals));
    }
  }

  explain(words) {
    this.line.hidden = true;
    this.gap.hidden = false;
    if (this.gap.textContent !== words) {
      this.gap.textContent = words;
    }
  }

  reset(overlays) {
    this.over.replaceChildren();
    this.overlays.clear();
    for (const { name, label, colour, style } of overlays) {
      const entry = element(this.over, 'span', 'chart-line');
      element(entry, 'span', 'chart-swatch').style.borderTop = `2px ${style === 0 ? 'solid' : 'dashed'} ${colour}`;
      element(entry, 'span', 'chart-unit', label);
      this.overlays.set(name, text(element(entry, 'span', 'chart-number')));
    }
  }
}
