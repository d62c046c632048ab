// What has to outlive the loading of a page again: where it was scrolled to, what was held, and since when it missed things.
const KEY = 'terminal-away';
const PAUSE = '#tape-pause';
const isHeld = () => document.querySelector(PAUSE)?.ariaPressed === 'true';

export function keep(since) {
  const top = document.querySelector('main')?.scrollTop ?? 0;
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ since, top, held: isHeld(), path: location.href }));
  } catch {
    // Storage is off: the page comes back at its top, without a digest.
  }
}

// What was kept for this page, once.
export function take() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY));
    sessionStorage.removeItem(KEY);
    return kept?.path === location.href ? kept : null;
  } catch {
    return null;
  }
}

export function restore({ top, held }) {
  document.querySelector('main')?.scrollTo({ top });
  if (held && !isHeld()) {
    document.querySelector(PAUSE)?.click();
  }
}
