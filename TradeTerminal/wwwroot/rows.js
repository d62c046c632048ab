// Watches the rows of a table for all of them at once: a listener a row would be work in every frame. It tells the
// component only what it can't see itself: whether the rows are scrolled or held by the keyboard, how many fit, and,
// where one can be chosen as on the tape, which one is.
const RETRY_MS = 1000;
const ROW_HEIGHT = 21;

export function watch(host, component, chooses) {
  let told = [false, false, 0];
  let telling = false;
  let timer = 0;
  let ended = false;

  const scroll = () => host.querySelector('.scroll');
  const rowOf = element => element.closest?.('tr[data-trade-id]');

  function state() {
    const focused = host.contains(document.activeElement) && document.activeElement.matches(':focus-visible');
    return [scroll()?.scrollTop > 0, focused, Math.ceil((scroll()?.clientHeight ?? 0) / ROW_HEIGHT)];
  }

  // Only when it has changed; a call that the connection swallowed is made again.
  async function tell() {
    if (telling || ended) {
      return;
    }
    telling = true;
    try {
      for (let now = state(); now.some((value, i) => value !== told[i]) && !ended; now = state()) {
        await component.invokeMethodAsync('SeeAsync', ...now);
        told = now;
      }
    } catch {
      timer = ended ? 0 : setTimeout(tell, RETRY_MS);
    } finally {
      telling = false;
    }
  }

  // What is said of a row is drawn over the last rows: the chosen one comes out from under it.
  const choose = row => component.invokeMethodAsync('ChooseAsync', row?.dataset.tradeId ?? null)
    .then(() => row?.scrollIntoView({ block: 'nearest' }))
    .catch(() => {});

  function click(event) {
    const row = rowOf(event.target);
    if (row && !event.target.closest('a, button')) {
      choose(row);
    }
  }

  function press(event) {
    const rows = [...host.querySelectorAll('tr[data-trade-id]')];
    const at = rows.indexOf(rowOf(event.target));
    if (event.target !== scroll() && at < 0 && event.key !== 'Escape') {
      return;
    }
    const to = { ArrowDown: at + 1, ArrowUp: Math.max(at - 1, 0), Home: 0, End: rows.length - 1 }[event.key];
    if (to !== undefined && !event.ctrlKey && !event.altKey && !event.metaKey) {
      rows[Math.min(to, rows.length - 1)]?.focus();
    } else if ((event.key === 'Enter' || event.key === ' ') && at >= 0 && !event.target.closest('a')) {
      choose(rows[at]);
    } else if (event.key === 'Escape') {
      choose(null);
      scroll()?.focus();
    } else {
      return;
    }
    event.preventDefault();
  }

  const sizes = new ResizeObserver(tell);
  sizes.observe(host.closest('.panel') ?? host);
  const listeners = [['scroll', tell], ['focusin', tell], ['focusout', () => setTimeout(tell)], ...chooses ? [['click', click], ['keydown', press]] : []];
  listeners.forEach(([name, listener]) => host.addEventListener(name, listener, true));
  // It may have been scrolled, or focused, before there was anybody to see it.
  tell();
  return {
    toTop() {
      scroll()?.scrollTo(0, 0);
      if (host.contains(document.activeElement)) {
        document.activeElement.blur();
      }
    },
    dispose() {
      ended = true;
      clearTimeout(timer);
      sizes.disconnect();
      listeners.forEach(([name, listener]) => host.removeEventListener(name, listener, true));
    },
  };
}
