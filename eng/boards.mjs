// Pictures of Grafana's boards, for docs/, from what a live Prometheus and PostgreSQL answer to the boards' own questions:
//   node --experimental-websocket eng/boards.mjs http://localhost:9090 postgresql://terminal:PASSWORD@localhost:5432/trades \
//     [--minutes 60] [--boards pipeline,kafka-lag] [--folder docs/boards]
// Grafana itself is not run: the panels stand where it would put them, with its kinds of drawing, and look plainer.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { boardPage, boardSize } from './boards/page.mjs';
import { Sources } from './boards/sources.mjs';
import { shoot, withChromium } from './support/chromium.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values, positionals: [prometheus, database] } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: '60' },
    boards: { type: 'string' },
    folder: { type: 'string', default: join(root, 'docs', 'boards') },
  },
});
if (!prometheus || !database) {
  console.error('Give the address of Prometheus and that of the database.');
  process.exit(2);
}

const files = join(root, 'docker', 'ops', 'grafana', 'boards');
const wanted = values.boards?.split(',') ?? readdirSync(files).map(file => file.replace('.json', ''));
const to = Date.now() / 1000;
const sources = await Sources.open(prometheus, database, to - Number(values.minutes) * 60, to);

await withChromium(async browser => {
  mkdirSync(values.folder, { recursive: true });
  for (const name of wanted) {
    const board = JSON.parse(readFileSync(join(files, `${name}.json`), 'utf8'));
    const page = join(tmpdir(), `board-${process.pid}-${name}.html`);
    try {
      const incidents = await sources.annotations(board);
      const panels = await Promise.all(board.panels.map(async panel => ({ panel, series: await sources.ask(panel) })));
      writeFileSync(page, boardPage(board, panels, incidents, sources));
      writeFileSync(join(values.folder, `${name}.png`), await shoot(browser, pathToFileURL(page).href, { size: boardSize(board), settle: 500 }));
      const empty = panels.filter(one => one.series.length === 0).map(one => one.panel.title);
      const marked = incidents.length > 0 ? `, ${incidents.length} incidents` : '';
      console.log(`${name}.png${marked}${empty.length > 0 ? `, no data in: ${empty.join(', ')}` : ''}`);
    } finally {
      rmSync(page, { force: true });
    }
  }
});
