import { zone } from '../zone.js';

const HEAD = 26;
const KEY_HEIGHT = 20;

// What a chart draws, with the legend's words above it, and below these the lines that its `key` names.
export function pictureOf(chart, name) {
  const { canvas, theme, chart: drawing } = chart.surface;
  const key = chart.key?.() ?? [];
  const head = HEAD + (key.length > 0 ? KEY_HEIGHT : 0);
  const drawn = drawing.takeScreenshot(true, false);
  const scale = drawn.width / canvas.clientWidth;
  const made = document.createElement('canvas');
  [made.width, made.height] = [drawn.width, drawn.height + Math.ceil(head * scale)];
  const brush = made.getContext('2d');
  brush.fillStyle = theme.background;
  brush.fillRect(0, 0, made.width, made.height);
  brush.drawImage(drawn, 0, head * scale);
  brush.scale(scale, scale);
  brush.fillStyle = theme.text;
  brush.font = `12px ${theme.font}`;
  brush.fillText(`${name} · ${chart.caption()} · ${zone()}`, 8, 18, canvas.clientWidth - 16);
  drawKey(brush, key);
  return made;
}

// A piece of each line and its name, one after the other.
function drawKey(brush, key) {
  let x = 8;
  brush.lineWidth = 2;
  for (const { label, colour, isDashed } of key) {
    brush.strokeStyle = colour;
    brush.setLineDash(isDashed ? [4, 3] : []);
    brush.beginPath();
    brush.moveTo(x, HEAD + 4);
    brush.lineTo(x + 14, HEAD + 4);
    brush.stroke();
    brush.fillText(label, x + 20, HEAD + 8);
    x += brush.measureText(label).width + 36;
  }
}
