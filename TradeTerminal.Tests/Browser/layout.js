() => {
  // Of rows that are all alike, the first four are judged.
  const judged = element => !element.closest('tbody tr:nth-child(n+5)');
  const isForReaders = element => element && (getComputedStyle(element).clipPath === 'inset(50%)' || isForReaders(element.parentElement));
  const isShown = element => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !isForReaders(element);
  const SLIVER = 6;
  const cuts = /hidden|clip/;
  const found = new Set();

  const named = element => {
    const hook = element.closest('[data-testid]')?.dataset.testid;
    const text = (element.innerText ?? element.value ?? '').replace(/\s+/g, ' ').trim().slice(0, 40);
    const [first] = element.classList;
    return `<${element.localName}${first ? `.${first}` : ''}>`
      + `${text ? ` "${text}"` : ''}${hook ? ` in ${hook}` : ''}`;
  };

  const ofFlow = element => {
    for (let at = element; at; at = at.parentElement) {
      if (/sticky|fixed/.test(getComputedStyle(at).position)) {
        return at;
      }
    }
    return null;
  };

  /** The part of a text's box that no ancestor hides; says so where an ancestor that can't be scrolled hides some of it. */
  const seen = (element, box) => {
    let { left, top, right, bottom } = box;
    let isShortened = false;
    for (let at = element; at && at !== document.documentElement; at = at.parentElement) {
      const style = getComputedStyle(at);
      const isEllipsis = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none';
      isShortened ||= isEllipsis && !!(at.title || at.closest('[title]') || at.querySelector('[title]'));
      if (style.overflowX === 'visible' && style.overflowY === 'visible' || style.display === 'inline') {
        continue;
      }
      const edge = at.getBoundingClientRect();
      const isCutX = cuts.test(style.overflowX) && (right > edge.right + 1 || left < edge.left - 1);
      const isCutY = cuts.test(style.overflowY) && (bottom > edge.bottom + 3 || top < edge.top - 3);
      if ((isCutX || isCutY) && !isShortened && right - left > 1) {
        found.add(`${named(element)} is cut off by ${named(at).split(' "')[0]}`);
      }
      if (style.overflowX !== 'visible') {
        left = Math.max(left, edge.left);
        right = Math.min(right, edge.right);
      }
      if (style.overflowY !== 'visible') {
        top = Math.max(top, edge.top);
        bottom = Math.min(bottom, edge.bottom);
      }
      if (right - left < 1 || bottom - top < 1) {
        return null;
      }
    }
    if (right > innerWidth + 1 || left < -1) {
      found.add(`${named(element)} leaves the window at the side`);
    }
    return { left, top, right, bottom };
  };

  for (const element of [document.documentElement, document.body, document.querySelector('main')]) {
    if (element.scrollWidth > element.clientWidth) {
      found.add(`<${element.localName}> scrolls sideways: ${element.scrollWidth} of ${element.clientWidth} pixels`);
    }
  }

  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement;
    const isNoText = !node.data.trim() || element.matches('script, style, template, option, noscript');
    if (isNoText || !judged(element) || !isShown(element)) {
      continue;
    }
    const range = document.createRange();
    range.selectNodeContents(node);
    const layer = ofFlow(element);
    for (const box of range.getClientRects()) {
      const part = box.width > 1 && seen(element, box);
      part && texts.push({ element, layer, ...part });
    }
  }

  texts.sort((one, other) => one.top - other.top);
  texts.forEach((one, index) => {
    for (let next = index + 1; next < texts.length && texts[next].top < one.bottom - 3; next++) {
      const other = texts[next];
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      if (wide > 2 && high > 4 && one.element !== other.element && one.layer === other.layer) {
        found.add(`${named(one.element)} lies over ${named(other.element)}`);
      }
    }
  });

  for (const control of document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')) {
    if (!judged(control) || !isShown(control) || control.type === 'hidden' || control.matches(':disabled')) {
      continue;
    }
    // In the middle: at the edge it may be under a head that stays.
    control.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
    const box = control.getClientRects()[0];
    // Of a sliver of the map a point may be its neighbour's; the table beside it has the same link.
    const isSliver = !box || box.width < SLIVER || box.height < SLIVER;
    if (isSliver || box.height > innerHeight / 2 || getComputedStyle(control).pointerEvents === 'none') {
      continue;
    }
    for (const share of [0.2, 0.5, 0.8]) {
      const hit = document.elementFromPoint(box.left + box.width * share, box.top + box.height / 2);
      const isOwn = hit && (control.contains(hit) || hit.contains(control) && control.localName === 'input'
        || control.closest('label')?.contains(hit) || hit.closest('label')?.contains(control));
      if (!isOwn) {
        found.add(`${named(control)} can't be clicked: ${hit ? `${named(hit)} is there` : 'it is outside the window'}`);
        break;
      }
    }
  }

  scrollTo(0, 0);
  return [...found];
}
