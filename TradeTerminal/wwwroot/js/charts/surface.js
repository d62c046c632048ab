// What both time charts have in common: canvas, colours, UTC times, "Go live", keys, a shared crosshair.
import { ColorType, CrosshairMode, createChart } from '../../lib/lightweight-charts.mjs';
import { readTheme, watchTheme } from './theme.js';

const surfaces = new Set();
const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');
const utcTime = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: 'UTC' });
const utcDay = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });

export const nameTime = time => `${utcDay.format(time * 1000)} ${utcTime.format(time * 1000)} UTC`;

export function element(parent, tag, className, text = '') {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  parent.append(made);
  return made;
}

export class Surface {
  // `owner` has colour(theme), hover(time or undefined) and crosshair(time), which gives [price, series] or nothing.
  constructor(host, owner, options) {
    this.host = host;
    this.owner = owner;
    this.root = element(host, 'div', 'chart-surface');
    this.canvas = element(this.root, 'div', 'chart-canvas');
    this.legend = element(this.root, 'div', 'chart-legend');
    element(this.root, 'span', 'chart-zone', 'UTC');
    this.empty = element(this.root, 'p', 'chart-empty');
    this.live = element(this.root, 'button', 'chart-live', 'Go live');
    this.live.type = 'button';
    this.live.hidden = true;
    this.chart = createChart(this.canvas, {
      autoSize: true,
      localization: { locale: 'en-GB', timeFormatter: nameTime },
      crosshair: { mode: CrosshairMode.Normal },
      timeScale: { timeVisible: true, rightOffset: 3, allowBoldLabels: false, ...options.timeScale },
      rightPriceScale: { minimumWidth: 64, entireTextOnly: true },
      layout: { attributionLogo: true, panes: { enableResize: false } },
    });
    this.time = this.chart.timeScale();
    this.listen();
    surfaces.add(this);
  }

  // Called by the owner once its series are there.
  ready() {
    const colour = () => {
      this.theme = readTheme(this.host);
      this.chart.applyOptions(optionsOf(this.theme));
      this.owner.colour(this.theme);
    };
    colour();
    this.unwatchTheme = watchTheme(colour);
  }

  // The last bar is in view; then new bars move the view along.
  get following() { return this.time.scrollPosition() > -1; }

  say(nothing) {
    this.empty.textContent = nothing;
    this.empty.hidden = nothing === '';
  }

  goLive() {
    this.owner.wentLive?.();
    this.time.scrollToPosition(this.time.options().rightOffset, !reducedMotion.matches);
  }

  listen() {
    this.live.addEventListener('click', () => this.goLive());
    this.time.subscribeVisibleLogicalRangeChange(() => { this.live.hidden = this.following; });
    this.chart.subscribeCrosshairMove(move => {
      this.owner.hover(move.point ? move.time : undefined);
      // Moves made by another chart's hand come without an event, and go no further.
      if (move.sourceEvent) {
        surfaces.forEach(other => other !== this && other.pointTo(move.time));
      }
    });
    this.canvas.addEventListener('mouseleave', () => surfaces.forEach(other => other.pointTo(undefined)));
    this.onKey = event => this.press(event);
    this.host.addEventListener('keydown', this.onKey);
  }

  pointTo(time) {
    const target = time === undefined ? undefined : this.owner.crosshair(time);
    if (target) {
      this.chart.setCrosshairPosition(...target);
      this.owner.hover(target[1]);
    } else {
      this.chart.clearCrosshairPosition();
      this.owner.hover(undefined);
    }
  }

  press(event) {
    if (event.target !== this.host || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }

    const range = this.time.getVisibleLogicalRange();
    const width = range ? range.to - range.from : 0;
    const show = (from, to) => {
      this.owner.moved?.();
      this.time.setVisibleLogicalRange({ from, to });
    };
    const keys = {
      ArrowLeft: () => show(range.from - width / 10, range.to - width / 10),
      ArrowRight: () => show(range.from + width / 10, range.to + width / 10),
      '+': () => show(range.from + width / 5, range.to),
      '-': () => show(range.from - width / 4, range.to),
      End: () => this.goLive(),
    };
    if (range && keys[event.key]) {
      keys[event.key]();
      event.preventDefault();
    }
  }

  dispose() {
    surfaces.delete(this);
    this.unwatchTheme?.();
    this.host.removeEventListener('keydown', this.onKey);
    this.chart.remove();
    this.root.remove();
  }
}

function optionsOf(theme) {
  const line = { color: theme.border, labelBackgroundColor: theme.border };
  return {
    layout: {
      background: { type: ColorType.Solid, color: theme.background },
      textColor: theme.text,
      fontFamily: theme.font,
      fontSize: 11,
      panes: { separatorColor: theme.border },
    },
    grid: { vertLines: { color: theme.grid }, horzLines: { color: theme.grid } },
    crosshair: { vertLine: line, horzLine: line },
    timeScale: { borderColor: theme.border },
    rightPriceScale: { borderColor: theme.border },
  };
}
