const RETRY_MS = 1000;

// Tells the component whether the tab is hidden. A call that fails because the connection is away is made again
// until the component knows: otherwise a chart hidden at a bad moment would stay still for good.
export function watchTab(component) {
  let told = false;
  let telling = false;
  let timer = 0;
  let ended = false;

  async function tell() {
    if (telling || ended) {
      return;
    }

    telling = true;
    try {
      while (told !== document.hidden && !ended) {
        const hidden = document.hidden;
        await component.invokeMethodAsync('SetHiddenAsync', hidden);
        told = hidden;
      }
    } catch {
      timer = ended ? 0 : setTimeout(tell, RETRY_MS);
    } finally {
      telling = false;
    }
  }

  document.addEventListener('visibilitychange', tell);
  tell();
  return () => {
    ended = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', tell);
  };
}
