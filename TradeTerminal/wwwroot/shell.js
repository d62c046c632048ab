// What works without the server: the connection bar, starting Blazor.
const root = document.documentElement;

// A cut cable tells nobody: the clock in the status strip, moved by the server at least once a second, is the pulse.
const silentAfter = 2000;
const firstWordWithin = 10000;
const bar = document.getElementById('components-reconnect-modal');
const pulse = () => document.getElementById('pulse');
let lastBeat = pulse()?.dateTime;
let lastAt = performance.now();
let heard = false;

function isLost() {
  const beat = pulse()?.dateTime;
  if (beat !== lastBeat || document.hidden) {
    heard ||= beat !== lastBeat;
    lastBeat = beat;
    lastAt = performance.now();
  }
  return /components-reconnect-(show|failed|retrying|paused)/.test(bar.className)
    || performance.now() - lastAt > (heard ? silentAfter : firstWordWithin);
}

setInterval(() => {
  const lost = isLost();
  if (lost && root.dataset.connection !== 'lost') {
    bar.querySelector('[data-lost-since]').textContent = lastBeat ? ` as of ${pulse().textContent}` : '';
    root.dataset.connection = 'lost';
  } else if (!lost) {
    delete root.dataset.connection;
  }
}, 250);

// The terminal is back but knows this page no more. The whole view is in the address, so loading it again shows the same.
new MutationObserver(() => {
  if (bar.classList.contains('components-reconnect-rejected')) {
    location.reload();
  }
}).observe(bar, { attributeFilter: ['class'] });

Blazor.start({
  circuit: {
    reconnectionOptions: {
      maxRetries: 1_000_000,
      retryIntervalMilliseconds: attempts => attempts < 20 ? 500 : 2000,
    },
  },
});
