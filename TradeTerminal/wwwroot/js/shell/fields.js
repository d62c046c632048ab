// A field with data-select is a choice: who comes to it, by key or by mouse, types another one over it.
export function watchFields() {
  document.addEventListener('focusin', event => event.target.matches?.('input[data-select]') && event.target.select());
  document.addEventListener('mousedown', event => {
    // The press that gives the focus would put the caret somewhere into the text instead.
    if (event.target.matches?.('input[data-select]') && event.target !== document.activeElement) {
      event.preventDefault();
      event.target.focus();
    }
  });
}
