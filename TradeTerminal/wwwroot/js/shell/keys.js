// Keys of the whole page, and the two dialogs they open. Decided here, key by key: nothing typed goes to the server but what
// is typed into the palette.
import { copy } from '../charts/export.js';
import { startTour } from './tour.js';
import { openAlone } from './windows.js';

const OFF = 'single-keys-off';
const NEXT_KEY_MS = 1500;
const byId = id => document.getElementById(id);
let goUntil = 0;

const singleKeys = {
  '/': () => open('palette'),
  '?': () => open('keys'),
  p: () => act('pause'),
  r: () => byId('tape-rows')?.focus(),
  i: () => act('beside'),
  t: () => act('next-theme'),
  g: () => goUntil = performance.now() + NEXT_KEY_MS,
};

export function watchKeys() {
  document.addEventListener('keydown', event => {
    if (isPaletteKey(event)) {
      event.preventDefault();
      open('palette');
    } else if (event.target.closest?.('#palette[open]')) {
      keepInPalette(event);
    } else if (isSingle(event) && press(event.key)) {
      event.preventDefault();
    }
  });
  document.addEventListener('click', event => {
    const target = event.target.closest?.('[data-open], [data-act], dialog [data-go], dialog:modal');
    if (target?.matches('dialog')) {
      // Outside of what the dialog holds.
      event.target === target && isOutside(event, target) && target.close();
    } else if (target?.dataset.open) {
      open(target.dataset.open);
    } else if (target) {
      target.closest('dialog')?.close();
      target.dataset.act && act(target.dataset.act);
    }
  });
  // The server chooses the command; it must be in sight.
  new MutationObserver(changes => {
    for (const { target } of changes) {
      target.matches('#palette [aria-selected=true]') && target.scrollIntoView({ block: 'nearest' });
    }
  }).observe(document.documentElement, { subtree: true, attributeFilter: ['aria-selected'] });
  document.addEventListener('change', event => event.target.matches?.('[data-keys]') && remember(event.target.checked));
}

// What a command does in the browser; with an answer where that takes time.
export function act(name, value) {
  switch (name) {
    case 'close':
      byId('palette').close();
      break;
    case 'keys':
      open('keys');
      break;
    case 'file':
      byId('palette').close();
      download(value);
      break;
    case 'link':
      return copy(location.href).then(() => byId('palette').close());
    case 'why':
      byId('palette').close();
      byId('stages').matches(':popover-open') || document.querySelector('[popovertarget=stages]').click();
      break;
    case 'pause':
      byId('palette').close();
      byId('tape-pause')?.click();
      break;
    case 'beside':
      byId('palette').close();
      document.querySelector('[data-beside]')?.click();
      break;
    case 'tour':
      byId('palette').close();
      startTour();
      break;
    case 'window':
      openAlone(value);
      byId('palette').close();
      break;
    case 'next-theme':
      document.querySelector('[data-switch=theme]')?.click();
      break;
    default:
      choose(name, value);
      byId('palette').close();
  }

  return undefined;
}

function download(address) {
  const link = document.createElement('a');
  [link.href, link.download] = [address, ''];
  link.click();
}

// By the switch in the top bar, which knows how a choice is kept.
function choose(key, value) {
  const button = document.querySelector(`[data-switch=${key}]`);
  for (let left = button?.dataset.values.split(' ').length ?? 0; left > 0 && document.documentElement.dataset[key] !== value; left--) {
    button.click();
  }
}

function press(key) {
  if (performance.now() < goUntil) {
    goUntil = 0;
    const link = document.querySelector(`#keys a[data-go="${CSS.escape(key)}"]`);
    link?.click();
    return Boolean(link);
  }
  const does = Object.hasOwn(singleKeys, key) ? singleKeys[key] : null;
  does?.();
  return Boolean(does);
}

function open(name) {
  const other = byId(name === 'keys' ? 'palette' : 'keys');
  other?.open && other.close();
  const opened = byId(name);
  if (!opened || opened.open) {
    return;
  }
  if (name === 'keys') {
    opened.querySelector('[data-keys]').checked = !isOff();
    opened.showModal();
    return;
  }
  const input = opened.querySelector('input');
  input.value = '';
  opened.showModal();
  input.focus();
  // The server is to know that the line is empty again.
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

const isPaletteKey = event => event.key?.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;

function isSingle(event) {
  const typesInto = 'input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]';
  // A closed dialog's field keeps the focus until the next frame where nothing had it before.
  const isText = event.target.closest?.(typesInto) && !event.target.closest('dialog:not([open])');
  return !event.repeat && !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing && !event.defaultPrevented
    && !isText && !document.querySelector('dialog:modal') && !isOff();
}

// Arrows would move the caret, tab would leave the line it completes.
function keepInPalette(event) {
  if (event.target.matches('input') && (event.key === 'ArrowUp' || event.key === 'ArrowDown' || (event.key === 'Tab' && !event.shiftKey))) {
    event.preventDefault();
  }
}

function isOutside(event, element) {
  const box = element.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}

function isOff() {
  try {
    return localStorage.getItem(OFF) === 'true';
  } catch {
    return false;
  }
}

function remember(on) {
  try {
    on ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, 'true');
  } catch {
    // Storage is off: the keys stay on.
  }
}
