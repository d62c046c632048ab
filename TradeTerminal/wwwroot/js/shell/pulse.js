// The clock in the status strip, moved by the server at least once a second, is the pulse: a cut cable tells nobody,
// and a page that was frozen shows an old one. Measured by the wall clock, which goes on while the machine sleeps.
const SILENT_MS = 2000;
const FIRST_WORD_MS = 10000;
const GAP_MS = 5000;

const element = () => document.getElementById('pulse');
// Told of each beat, unlike a timer, in the background too, where browsers let timers nap for a minute.
const observer = new MutationObserver(records =>
  moved(records.find(record => record.attributeName === 'data-seen')?.oldValue ?? shown().seen));
let onGap = () => { };
let observed = element();
let lastAt = Date.now();
let heard = false;

// The time of the picture, in words, and the event time of the newest trade in it.
export function shown() {
  return { at: element()?.textContent ?? '', seen: element()?.dataset.seen };
}

// True as soon as the server has moved the page; before, it is a picture.
export const hasSpoken = () => heard;

// Calls back when the page goes on after it stood still, with the event time it stood at.
export function afterGap(callback) {
  onGap = callback;
}

// How long it has been silent beyond what is usual; 0 while it is not. Nothing follows from silence in the background.
export function silence() {
  const now = element();
  if (now !== observed) {
    // Blazor puts its own page in place of the prerendered one.
    observer.disconnect();
    now && observer.observe(now, { attributeFilter: ['datetime', 'data-seen'], attributeOldValue: true });
    now && moved(now.dataset.seen);
    observed = now;
  }
  return document.hidden ? 0 : Math.max(0, Date.now() - lastAt - (heard ? SILENT_MS : FIRST_WORD_MS));
}

function moved(seenBefore) {
  const gap = Date.now() - lastAt;
  lastAt = Date.now();
  if (heard && gap > GAP_MS) {
    onGap(seenBefore);
  }
  heard = true;
}
