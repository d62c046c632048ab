// Panels in windows of their own, for a second screen. Each is a browser process of its own (noopener), so that none slows another.
const FEATURES = 'popup,noopener,width=960,height=640';

export function openAlone(address) {
  // Such a call answers nothing: whether the browser will block it can only be asked before.
  if (navigator.userActivation && !navigator.userActivation.isActive) {
    throw new Error('The browser opens windows only right after a key or a click');
  }
  window.open(address, '_blank', FEATURES);
}

export function watchWindows() {
  document.addEventListener('click', event => {
    const link = event.target.closest?.('a[data-window]');
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      link.closest('details')?.removeAttribute('open');
      openAlone(link.href);
    }
  });
}
