// Says what a figure is: whatever carries data-term, while it is pointed at, has the focus by keyboard, or after a tap.
const HOVER_MS = 250;
const LEAVE_MS = 120;
const GAP = 6;
const bubble = document.getElementById('term');
let shown = null;
let timer = 0;

export function watchTerms() {
  document.addEventListener('pointerover', event => {
    clearTimeout(timer);
    const term = termOf(event.target);
    if (event.pointerType === 'touch' || bubble.contains(event.target) || term === shown) {
      return;
    }
    if (term) {
      timer = setTimeout(show, HOVER_MS, term);
    } else if (!shown.matches(':focus-visible')) {
      timer = setTimeout(hide, LEAVE_MS);
    }
  });
  document.addEventListener('focusin', event => {
    const term = termOf(event.target);
    term?.matches(':focus-visible') ? show(term) : term !== shown && hide();
  });
  document.addEventListener('focusout', hide);
  document.addEventListener('click', event => {
    const term = event.target.closest?.('.term');
    if (term) {
      event.pointerType === 'touch' && term === shown ? hide() : show(term);
    } else if (!bubble.contains(event.target)) {
      hide();
    }
  });
  document.addEventListener('keydown', event => {
    if (shown && event.key === 'Escape') {
      event.preventDefault();
      hide();
    }
  });
  document.addEventListener('scroll', event => event.target !== bubble && hide(), true);
}

function show(term) {
  clearTimeout(timer);
  const words = document.getElementById(term.dataset.term);
  if (!words || !term.isConnected) {
    return;
  }
  shown = term;
  bubble.replaceChildren(...words.cloneNode(true).childNodes);
  bubble.matches(':popover-open') || bubble.showPopover();
  // Not over the figure itself.
  const box = (term.closest('.kpi') ?? term).getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = bubble;
  const below = box.bottom + GAP;
  bubble.style.left = `${Math.max(8, Math.min(box.left, innerWidth - width - 8))}px`;
  bubble.style.top = `${below + height < innerHeight ? below : Math.max(8, box.top - GAP - height)}px`;
}

function hide() {
  clearTimeout(timer);
  shown = null;
  bubble.hidePopover();
}

const termOf = target => target.closest?.('[data-term]') ?? null;
