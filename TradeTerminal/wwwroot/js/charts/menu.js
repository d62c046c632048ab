// The menus of the panels: what they do needs no server. Any details.menu closes with Escape or a click elsewhere.
import { copy, csvOf, save } from './export.js';

const DONE_MS = 1500;

const actions = {
  csv(chart) {
    const rows = chart.rows();
    save(new Blob(['\ufeff', csvOf(rows)], { type: 'text/csv;charset=utf-8' }), rows.name, 'csv');
  },
  async png(chart) {
    const picture = chart.picture();
    save(await new Promise(resolve => { picture.toBlob(resolve); }), chart.rows().name, 'png');
  },
  table(chart, button) {
    button.setAttribute('aria-pressed', String(chart.toggleTable()));
  },
  async link() {
    await copy(location.href);
    return 'Copied';
  },
};

async function act(button) {
  const chart = button.closest('.panel')?.querySelector('.chart')?.terminalChart;
  const { chartAction, words = button.textContent } = button.dataset;
  if (!chart && chartAction !== 'link') {
    tell(button, words, 'Nothing is shown yet');
    return;
  }

  try {
    const done = await actions[chartAction](chart, button);
    if (done) {
      tell(button, words, done);
    } else {
      close(button.closest('details'), true);
    }
  } catch {
    tell(button, words, 'The browser refused');
  }
}

async function copyCall(button) {
  const says = button.closest('.api-calls').querySelector('[role=status]');
  try {
    await copy(curlOf(button.dataset.call));
    says.textContent = 'Copied as curl';
  } catch {
    says.textContent = 'The browser refused';
  }
  setTimeout(() => { says.textContent = ''; }, DONE_MS);
}

// GET /address, POST /address {"json":1}, or POST /address < file.csv
function curlOf(call) {
  const [, method, address, body] = /^(\w+) (\S+) ?(.*)$/.exec(call);
  const how = method === 'GET' ? '' : `-X ${method} `;
  const data = body.startsWith('<') ? ` -H 'Content-Type: text/csv' --data-binary @${body.slice(1).trim()}`
    : body ? ` -H 'Content-Type: application/json' -d '${body.replaceAll("'", "'\\''")}'` : '';
  return `curl ${how}'${new URL(address, location.origin).href.replaceAll("'", '%27')}'${data}`;
}

function tell(button, words, answer) {
  button.dataset.words = words;
  button.textContent = answer;
  button.setAttribute('aria-live', 'polite');
  setTimeout(() => { button.textContent = words; }, DONE_MS);
}

function close(menu, isFocusBack) {
  menu.open = false;
  isFocusBack && menu.querySelector('summary').focus();
}

document.addEventListener('click', event => {
  for (const menu of document.querySelectorAll('details.menu[open]')) {
    if (!menu.contains(event.target)) {
      close(menu, false);
    }
  }

  const button = event.target.closest?.('[data-chart-action]');
  button && act(button);
  const call = event.target.closest?.('[data-call]');
  call && copyCall(call);
});

document.addEventListener('keydown', event => {
  const menu = event.key === 'Escape' && event.target.closest?.('details.menu[open]');
  if (menu) {
    close(menu, true);
    event.stopPropagation();
  }
});
