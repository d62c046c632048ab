// Five steps over the terminal page, each beside what it is about. Shown by itself once per browser.

// `over`: where the panel may lie on a wide page, as close to `about` as it gets there without covering it.
const steps = [
  {
    about: '.terminal .kpis', over: '.at-candles .body', title: 'Every figure, and how old it is',
    text: 'These figures are of the newest 200 trades of the tickers chosen at the top. Point at a name, or tab to it, for its formula. '
      + 'A price carries its age; SLOW and STALE go by its own symbol’s rhythm.',
  },
  {
    about: '.at-candles', over: '.at-tape .body', title: 'Candles',
    text: 'Choose a symbol and an interval, drag to look back, and Go live brings you back. With the chart in focus the arrow keys move '
      + 'and + and − zoom. The view is in the address: copy it and it opens the same.',
  },
  {
    about: '.at-tape', over: '.at-candles .body', title: 'The tape holds still while you read',
    text: 'It holds under the mouse, while it is scrolled, and with p, and counts what is new meanwhile. Choose a trade to see '
      + 'where it came from: topic, partition, offset, and when it was stored.',
  },
  {
    about: '.strip', over: '.at-lines .body', title: 'Is it live, and how late?',
    text: 'LIVE, LAGGING, STALE or DOWN, and the reason. Beside it the age of the newest event and the time from event to screen: '
      + 'press it to see the time each stage takes.',
  },
  {
    about: '[data-open=palette]', over: '.at-tape .body', title: 'Everything by keyboard',
    text: 'Ctrl+K or / takes commands, such as AAPL 5m, only MSFT NVDA, or produce 100, and shows the address and API call of each. '
      + '? lists the keys, and starts this tour again.',
  },
];
const NARROW = '(max-width: 700px)';
const GAP = 8;
const PLACE_MS = 250;
const START_MS = 5000;
const panel = document.getElementById('tour');
const ring = document.getElementById('tour-ring');
const part = name => panel.querySelector(`[data-part=${name}]`);
let at = 0;
let before = null;
let timer = 0;

export function watchTour() {
  part('skip').addEventListener('click', end);
  part('back').addEventListener('click', () => show(at - 1));
  part('next').addEventListener('click', () => show(at + 1));
  document.addEventListener('keydown', press);
  if (location.pathname === '/' && !viewerSettings.hasSeenTour()) {
    whenDrawn(() => location.pathname === '/' && panel.hidden && start(isNowhere(document.activeElement)));
  }
}

// From any page.
export function startTour() {
  if (location.pathname === '/') {
    start(true);
    return;
  }
  document.querySelector('#keys a[data-go=t]').click();
  whenDrawn(() => start(true));
}

// Blazor's last act on a new page is to put the focus on its heading. Who has put it elsewhere meanwhile, or has no connection, waits.
function whenDrawn(act) {
  const late = performance.now() + START_MS;
  const watch = setInterval(() => {
    if (document.activeElement?.matches('.terminal h1') || performance.now() > late) {
      clearInterval(watch);
      act();
    }
  }, 100);
}

function start(takesFocus) {
  if (panel.hidden) {
    // Another page may have hidden it.
    hide();
    before = document.activeElement;
    panel.hidden = false;
    timer = setInterval(place, PLACE_MS);
    addEventListener('resize', place);
    document.addEventListener('scroll', place, true);
  }
  show(0);
  takesFocus && part('next').focus({ preventScroll: true });
}

function show(step) {
  if (step >= steps.length) {
    end();
    return;
  }
  at = Math.max(0, step);
  part('count').textContent = `${at + 1} of ${steps.length}`;
  part('title').textContent = steps[at].title;
  part('text').textContent = steps[at].text;
  // A button that goes takes no focus with it.
  at === 0 && document.activeElement === part('back') && part('next').focus({ preventScroll: true });
  part('back').disabled = at === 0;
  part('next-words').textContent = at === steps.length - 1 ? 'Done' : 'Next';
  document.querySelector(steps[at].about)?.scrollIntoView({ block: matchMedia(NARROW).matches ? 'start' : 'nearest' });
  place();
}

function end() {
  viewerSettings.keepTourSeen();
  const hadFocus = panel.contains(document.activeElement);
  hide();
  if (hadFocus) {
    const back = before?.isConnected && before !== document.body && before.checkVisibility() ? before : document.querySelector('main h1');
    back?.focus({ preventScroll: true });
  }
}

function hide() {
  panel.hidden = ring.hidden = true;
  clearInterval(timer);
  removeEventListener('resize', place);
  document.removeEventListener('scroll', place, true);
}

// The page is live: what the panel is about may move at any time.
function place() {
  if (location.pathname !== '/') {
    hide();
    return;
  }
  const about = boxOf(steps[at].about);
  const over = matchMedia(NARROW).matches ? null : boxOf(steps[at].over);
  ring.hidden = !about;
  if (about) {
    Object.assign(ring.style, { left: `${about.left}px`, top: `${about.top}px`, width: `${about.width}px`, height: `${about.height}px` });
  }
  const { offsetWidth: width, offsetHeight: height } = panel;
  if (over && about) {
    panel.style.left = `${clamp(about.left + (about.width - width) / 2, over.left + GAP, over.right - width - GAP)}px`;
    panel.style.top = `${clamp(about.top, over.top + GAP, over.bottom - height - GAP)}px`;
    return;
  }
  // A narrow page shows the beginning of what the panel is about: it stands low, or high where it would cover it.
  const bottom = boxOf('.strip')?.top ?? innerHeight;
  const low = bottom - height - GAP;
  const isCovered = about && about.top < bottom && about.bottom > low && about.top > height + 2 * GAP;
  panel.style.left = `${GAP}px`;
  panel.style.top = `${isCovered ? GAP : low}px`;
}

function press(event) {
  const isHere = panel.contains(event.target);
  const isOther = event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog:modal');
  if (panel.hidden || isOther || !(isHere || isNowhere(event.target))) {
    return;
  }
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step) {
    event.preventDefault();
    show(at + step);
  } else if (event.key === 'Escape') {
    event.preventDefault();
    end();
  }
}

function boxOf(selector) {
  const element = document.querySelector(selector);
  return element?.checkVisibility() ? element.getBoundingClientRect() : null;
}

const clamp = (value, least, most) => Math.max(least, Math.min(value, Math.max(least, most)));
const isNowhere = element => element === document.body || element.matches('main h1');
