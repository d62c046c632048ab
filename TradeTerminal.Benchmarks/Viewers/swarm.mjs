// Many viewers of one page in one process: node swarm.mjs ADDRESS. Reads one order a line, such as {"open":100}, {"close":99}
// or {} for none, and answers each with what every viewer has received: [{"batches":9,"wireBytes":900,"messageBytes":9000},…].
import { createInterface } from 'node:readline';
import { Viewer } from './viewer.mjs';

// More at once would time the queue for the first page, not the page.
const AT_ONCE = 5;

const page = new URL(process.argv[2]);
const viewers = [];

async function open(count) {
  const opened = Array.from({ length: count }, () => new Viewer(page));
  await eachOf([...opened], viewer => viewer.open());
  viewers.push(...opened);
}

async function eachOf(waiting, act) {
  const line = async () => {
    for (let viewer = waiting.pop(); viewer; viewer = waiting.pop()) {
      await act(viewer);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, line));
}

for await (const text of createInterface({ input: process.stdin })) {
  const order = JSON.parse(text);
  if (order.open) {
    await open(order.open);
  } else if (order.close) {
    await eachOf(viewers.splice(-order.close), viewer => viewer.close());
  }

  console.log(JSON.stringify(viewers.map(viewer => viewer.counts)));
}

process.exit(0);
