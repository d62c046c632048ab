// What both time charts have in common: canvas, colours, times, "Go live", keys, a shared crosshair.
import { ColorType, CrosshairMode, TickMarkType, createChart } from '../../lib/lightweight-charts.mjs';
import { dayOfMonth, nameCandle, nameTime, place, timeOfDay, watchZone, zone } from '../zone.js';
import { goWith } from './address.js';
import { readTheme, watchTheme } from './theme.js';

const SAY_AFTER_MS = 400;
const USUAL_WIDTH = 700;
const DAY = 86_400;
const KEYS = 'ArrowLeft ArrowRight Shift+ArrowLeft Shift+ArrowRight PageUp PageDown + - a c End Escape';
const surfaces = new Set();

export function element(parent, tag, className, text = '') {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  parent.append(made);
  return made;
}

export class Surface {
  // `owner` has colour(theme), hover(time or undefined), crosshair(time), which gives [price, time, series] or nothing,
  // step(by), the time next to the one under the crosshair, and word(time), what is there in words.
  constructor(host, owner, options) {
    this.host = host;
    this.owner = owner;
    this.root = element(host, 'div', 'chart-surface');
    this.canvas = element(this.root, 'div', 'chart-canvas');
    this.legend = element(this.root, 'div', 'chart-legend');
    this.zone = element(this.root, 'span', 'chart-zone');
    this.empty = element(this.root, 'p', 'chart-empty');
    this.beginning = element(this.root, 'p', 'chart-beginning');
    this.beginning.hidden = true;
    this.said = element(this.root, 'p', 'sr-only');
    this.said.setAttribute('aria-live', 'polite');
    this.live = element(this.root, 'button', 'chart-live', 'Go live');
    this.live.type = 'button';
    this.live.hidden = true;
    this.chart = createChart(this.canvas, {
      autoSize: true,
      localization: { locale: 'en-GB', timeFormatter: nameTime },
      crosshair: { mode: CrosshairMode.Normal },
      timeScale: {
        // Marks of one kind stand at even distances: all of them or none.
        timeVisible: true, rightOffset: 3, allowBoldLabels: false, uniformDistribution: true, tickMarkMaxCharacterLength: 6,
        ...options.timeScale,
        tickMarkFormatter: (time, type) => this.nameTick(time, type),
      },
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
    this.writeTimes();
    this.unwatchZone = watchZone(() => this.writeTimes());
  }

  // In the zone that is chosen now.
  writeTimes() {
    this.zone.textContent = this.hasDays && zone() !== 'UTC' ? `${place()}, days of UTC` : place();
    // The library keeps the labels it has made until it gets options.
    const timeFormatter = this.hasDays ? time => nameCandle(time, DAY) : nameTime;
    this.chart.applyOptions({ localization: { timeFormatter } });
    this.owner.hover(undefined);
  }

  // The library's days are those of UTC, which with candles of a day they are to be.
  nameTick(time, type) {
    if (zone() === 'UTC' || this.hasDays) {
      return null;
    }

    const clock = timeOfDay(time);
    if (clock === '00:00:00') {
      return dayOfMonth(time);
    }

    const short = type === TickMarkType.TimeWithSeconds ? clock : clock.slice(0, 5);
    return type < TickMarkType.Time ? `${dayOfMonth(time).split(' ')[0]} ${short}` : short;
  }

  showDays(hasDays) {
    this.hasDays = hasDays;
    this.writeTimes();
  }

  // The last bar is in view; then new bars move the view along, unless it is held.
  get following() { return !this.isHeld && this.time.scrollPosition() > -1; }

  // The view stays where it is put, also at the live end.
  hold(isHeld) {
    this.isHeld = isHeld;
    this.time.applyOptions({ shiftVisibleRangeOnNewBar: !isHeld });
    this.live.hidden = this.following;
  }

  // A time in the middle of the view; `last` is that of the last bar.
  centre(time, last) {
    const [at, end] = [time, last].map(one => one === undefined ? null : this.time.timeToIndex(one, true));
    if (at !== null && end !== null) {
      // A chart that is not shown has no width yet.
      const bars = (this.time.width() || USUAL_WIDTH) / this.time.options().barSpacing;
      this.time.scrollToPosition(at - end + bars / 2, false);
    }
  }

  say(nothing) {
    this.empty.textContent = nothing;
    this.empty.hidden = nothing === '';
  }

  // Another thing is drawn: what the viewer did was about the one before.
  begin() {
    this.isTouched = false;
    this.beginning.hidden = true;
    this.beginning.textContent = '';
  }

  // Changes what is drawn; a view that does not follow the last bar stays at the same times.
  keepView(change) {
    const [range, times] = this.following ? [] : [this.time.getVisibleLogicalRange(), this.time.getVisibleRange()];
    const before = times && this.time.timeToIndex(times.from, true);
    change();
    const after = times && this.time.timeToIndex(times.from, true);
    if (typeof before === 'number' && typeof after === 'number') {
      this.time.setVisibleLogicalRange({ from: range.from + after - before, to: range.to + after - before });
    }
  }

  goLive() {
    this.owner.wentLive?.();
    // Not animated: where frames are slow the library's animation ends before it has arrived.
    this.time.scrollToPosition(this.time.options().rightOffset, false);
  }

  listen() {
    this.live.addEventListener('click', () => this.goLive());
    this.time.subscribeVisibleLogicalRangeChange(range => {
      this.live.hidden = this.following;
      range && this.owner.seen?.(range, -this.time.scrollPosition());
    });
    const touch = () => { this.isTouched = true; };
    this.canvas.addEventListener('wheel', touch, { passive: true, capture: true });
    this.canvas.addEventListener('pointerdown', touch, { capture: true });
    this.chart.subscribeCrosshairMove(move => {
      this.owner.hover(move.point ? move.time : undefined);
      // Moves made by another chart's hand come without an event, and go no further.
      if (move.sourceEvent) {
        this.linked().forEach(other => other !== this && other.pointTo(move.time));
      }
    });
    this.canvas.addEventListener('mouseleave', () => this.linked().forEach(other => other.pointTo(undefined)));
    this.host.setAttribute('aria-keyshortcuts', KEYS);
    this.onKey = event => this.press(event);
    this.host.addEventListener('keydown', this.onKey);
  }

  // Those that share a crosshair with it, itself among them: all of the page, unless its charts are not linked.
  linked() {
    return this.host.closest('[data-crosshair=own]') ? [this] : [...surfaces];
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
      this.isTouched = true;
      this.owner.moved?.();
      this.linked().forEach(surface => surface.pointTo(undefined));
      this.time.setVisibleLogicalRange({ from, to });
    };
    // Half a view of nothing is enough to see that there is no more.
    const pan = by => {
      const shift = Math.max(by, Math.min(0, -width / 2 - range.from));
      show(range.from + shift, range.to + shift);
    };
    const keys = {
      ArrowLeft: () => event.shiftKey ? pan(-width / 10) : this.step(-1),
      ArrowRight: () => event.shiftKey ? pan(width / 10) : this.step(1),
      PageUp: () => pan(-width),
      PageDown: () => pan(width),
      '+': () => show(range.from + width / 5, range.to),
      '-': () => show(range.from - width / 4, range.to),
      End: () => this.goLive(),
      c: () => this.owner.hovered === undefined || goWith('since', this.owner.hovered),
      Escape: () => this.linked().forEach(surface => surface.pointTo(undefined)),
    };
    if (range && keys[event.key]) {
      keys[event.key]();
      event.preventDefault();
    }
  }

  // From candle to candle: the crosshair of all charts goes along, and the reader is told when the hand rests.
  step(by) {
    const time = this.owner.step(by);
    const at = time === undefined ? null : this.time.timeToIndex(time, true);
    if (at === null) {
      return;
    }

    const { from, to } = this.time.getVisibleLogicalRange();
    const shift = Math.min(0, at - 1 - from) + Math.max(0, at + 1 - to);
    if (shift !== 0) {
      this.isTouched = true;
      this.owner.moved?.();
      this.time.setVisibleLogicalRange({ from: from + shift, to: to + shift });
    }

    this.linked().forEach(surface => surface.pointTo(time));
    clearTimeout(this.saying);
    this.saying = setTimeout(() => { this.said.textContent = this.owner.word(time); }, SAY_AFTER_MS);
  }

  dispose() {
    surfaces.delete(this);
    clearTimeout(this.saying);
    this.unwatchTheme?.();
    this.unwatchZone?.();
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
