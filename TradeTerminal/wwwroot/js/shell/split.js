// The bars between the panels of the desk. While one is dragged it moves here alone; where it is let go, the server is told.
const KEYS = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End']);

export function watchSplits() {
  document.addEventListener('pointerdown', event => {
    const bar = event.button === 0 && event.target.closest?.('[data-split]');
    if (bar) {
      event.preventDefault();
      bar.focus();
      drag(bar, event.pointerId);
    }
  });
  // What the keys do is the server's; that they don't scroll the page is decided here.
  document.addEventListener('keydown', event => event.target.matches?.('[data-split]') && KEYS.has(event.key) && event.preventDefault());
}

function drag(bar, pointer) {
  const box = bar.parentElement.getBoundingClientRect();
  const { style } = bar.closest('[data-desk]');
  const name = `--split-${bar.dataset.split}`;
  const before = style.getPropertyValue(name);
  const isUpright = bar.getAttribute('aria-orientation') === 'vertical';
  const [least, most] = [Number(bar.getAttribute('aria-valuemin')), Number(bar.getAttribute('aria-valuemax'))];
  let share;

  const move = ({ clientX, clientY }) => {
    const at = isUpright ? (clientX - box.left) / box.width : (clientY - box.top) / box.height;
    share = Math.round(Math.min(most, Math.max(least, at * 100)) * 10) / 10;
    style.setProperty(name, share);
  };
  const end = ({ type }) => {
    bar.removeEventListener('pointermove', move);
    bar.removeEventListener('pointerup', end);
    bar.removeEventListener('pointercancel', end);
    if (type === 'pointercancel') {
      style.setProperty(name, before);
    } else if (share !== undefined) {
      // Blazor reads the value of what has changed.
      bar.value = String(share);
      bar.dispatchEvent(new Event('change', { bubbles: true }));
    }
  };
  bar.setPointerCapture(pointer);
  bar.addEventListener('pointermove', move);
  bar.addEventListener('pointerup', end);
  bar.addEventListener('pointercancel', end);
}
