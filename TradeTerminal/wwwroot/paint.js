// Resolves with true when the next frame is about to be painted, with false when the page is hidden: browsers
// paint nothing then, and a sample that waits for the reader to come back would say nothing.
export function painted() {
  return new Promise(resolve => {
    if (document.hidden) {
      resolve(false);
      return;
    }
    const hide = () => resolve(false);
    document.addEventListener('visibilitychange', hide, { once: true });
    requestAnimationFrame(() => {
      document.removeEventListener('visibilitychange', hide);
      resolve(true);
    });
  });
}
