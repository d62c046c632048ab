// A board as a page: its panels where Grafana puts them.
import { bars, escape, lines, stats, table } from './panels.mjs';

const [COLUMN, ROW, GAP, HEAD] = [60, 38, 8, 64];
const drawn = { timeseries: lines, stat: stats, bargauge: bars, table };

export function boardSize(board) {
  return [24 * COLUMN + GAP, HEAD + ROW * Math.max(...board.panels.map(({ gridPos }) => gridPos.y + gridPos.h)) + GAP];
}

export function boardPage(board, panels, incidents, { from, to }) {
  const boxes = panels.map(({ panel, series }) => {
    const { x, y, w, h } = panel.gridPos;
    const [width, height] = [w * COLUMN - GAP, h * ROW - GAP];
    const content = series.length > 0 ? drawn[panel.type](series, { panel, width, height: height - 34, from, to, incidents }) : '<p class="none">No data</p>';
    return `<section style="left:${x * COLUMN + GAP}px;top:${HEAD + y * ROW}px;width:${width}px;height:${height}px"><h2>${escape(panel.title)}</h2>${content}</section>`;
  });
  return `<!DOCTYPE html><meta charset="utf-8"><style>${STYLE}</style><header><h1>${escape(board.title)}</h1><p>${escape(board.description)}<br>
    ${time(from)} to ${time(to)} UTC. Drawn by eng/boards.mjs from the answers to this board's questions; not a picture of Grafana.</p></header>${boxes.join('')}`;
}

function time(at) {
  return new Date(at * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

const STYLE = `
  body { margin: 0; background: #111217; color: #ccccdc; font: 12px/1.4 Inter, "Liberation Sans", Arial, sans-serif; }
  header { display: flex; gap: 24px; align-items: center; height: ${HEAD}px; padding: 0 16px; }
  header p { margin: 0; color: #9d9fae; }
  h1 { margin: 0; font-size: 20px; }
  h2 { margin: 0; padding: 8px 10px 6px; font-size: 13px; font-weight: 600; height: 20px; }
  section { position: absolute; background: #181b1f; border: 1px solid #25272e; border-radius: 3px; overflow: hidden; box-sizing: border-box; }
  svg { display: block; } svg text { fill: #9d9fae; font-size: 11px; }
  .none { text-align: center; color: #6e7080; margin-top: 40px; font-size: 14px; }
  .stats { display: flex; flex-wrap: wrap; gap: 4px 18px; padding: 4px 12px; } .stats div { min-width: 70px; } .stats b { display: block; font-size: 22px; color: #73bf69; }
  table { border-collapse: collapse; width: 100%; font-size: 11.5px; } td, th { text-align: left; padding: 2px 10px; white-space: nowrap; max-width: 260px; overflow: hidden; text-overflow: ellipsis; border-bottom: 1px solid #25272e; }
  th { color: #6e9fff; font-weight: 600; } td.n { text-align: right; font-variant-numeric: tabular-nums; }`;
