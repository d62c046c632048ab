// A button with data-copy copies the text of the element of that id.
import { copy } from '../charts/export.js';

const SHOWN = 2_000;

export function watchCopies() {
  document.addEventListener('click', async event => {
    const button = event.target.closest?.('[data-copy]');
    const text = button && document.getElementById(button.dataset.copy)?.textContent;
    if (text) {
      await copy(text);
      button.dataset.copied = '';
      setTimeout(() => delete button.dataset.copied, SHOWN);
    }
  });
}
