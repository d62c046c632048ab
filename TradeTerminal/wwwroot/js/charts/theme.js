// Colours of the page for the canvas: CSS variables of the host, in any notation the browser knows.
const canvas = document.createElement('canvas');
canvas.width = canvas.height = 1;
const brush = canvas.getContext('2d', { willReadFrequently: true });

const DARK = {
  '--chart-background': '#10151c', '--chart-text': '#9aa7b5', '--chart-grid': '#1b232d', '--chart-border': '#2a3541',
  '--up': '#4ea1ff', '--down': '#ff9f43', '--accent': '#4ea1ff',
};
const LIGHT = {
  '--chart-background': '#ffffff', '--chart-text': '#46535f', '--chart-grid': '#eef1f4', '--chart-border': '#cfd6dd',
  '--up': '#0b67c2', '--down': '#b85a00', '--accent': '#0b67c2',
};
// Told apart with every common colour blindness (after Okabe and Ito), adjusted to stand out from the background.
const LINES_DARK = ['#56b4e9', '#e69f00', '#2bc49a', '#f0e442', '#e08bb8', '#ff7a45', '#9aa4ff', '#c3ccd5'];
const LINES_LIGHT = ['#0b72b5', '#b06f00', '#00795a', '#8a7d00', '#b0508a', '#c44700', '#5560d8', '#4a5560'];

function rgba(colour) {
  brush.clearRect(0, 0, 1, 1);
  brush.fillStyle = '#000';
  brush.fillStyle = colour;
  brush.fillRect(0, 0, 1, 1);
  return [...brush.getImageData(0, 0, 1, 1).data];
}

const css = ([r, g, b], alpha = 1) => `rgba(${r}, ${g}, ${b}, ${alpha})`;

export function readTheme(host) {
  const style = getComputedStyle(host);
  const scheme = document.documentElement.dataset.theme
    ?? (matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark');
  const asked = name => style.getPropertyValue(name).trim();
  const ground = asked('--chart-background');
  const isLight = ground ? rgba(ground)[0] > 127 : scheme === 'light';
  const fallback = isLight ? LIGHT : DARK;
  const colour = name => rgba(asked(name) || fallback[name]);
  return {
    background: css(colour('--chart-background')),
    text: css(colour('--chart-text')),
    grid: css(colour('--chart-grid')),
    border: css(colour('--chart-border')),
    up: css(colour('--up')),
    down: css(colour('--down')),
    upWeak: css(colour('--up'), 0.45),
    downWeak: css(colour('--down'), 0.45),
    accent: css(colour('--accent')),
    lines: (isLight ? LINES_LIGHT : LINES_DARK).map((line, i) => asked(`--line-${i + 1}`) || line),
    font: style.fontFamily,
  };
}

export function watchTheme(changed) {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'data-palette', 'class', 'style'] });
  const scheme = matchMedia('(prefers-color-scheme: light)');
  scheme.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    scheme.removeEventListener('change', changed);
  };
}
