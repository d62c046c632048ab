// Says when the page stands still, tries to get it going again, and afterwards what it has missed.
import { keep, restore, take } from './away.js';
import { showDigest } from './digest.js';
import { afterGap, hasSpoken, shown, silence } from './pulse.js';

const LOOK_MS = 250;
const PROBE_MS = 4000;
const WAITS_MS = [0, 500, 1000, 2000, 4000, 5000];
// Never moved by the server at all: it went away between the page and its connection.
const STILLBORN_MS = 20000;

const root = document.documentElement;
const bar = document.getElementById('connection');
const says = document.getElementById('connection-says');
const part = name => bar.querySelector(`[data-part=${name}]`);

let down = false;
let trying = false;
let tryNow = () => { };
let kept = take();
// What the digest said, for those who hear it.
let told = '';

// For Blazor: the connection ended, and it is up again.
export const reconnectionHandler = {
  onConnectionDown() {
    down = true;
    look();
    getBack();
  },
  onConnectionUp() {
    down = false;
    look();
  },
};

export function watchConnection() {
  part('now').addEventListener('click', () => tryNow());
  afterGap(report);
  setInterval(look, LOOK_MS);
  // After sleep, a freeze or another network nobody waits for the next look or the next attempt.
  for (const [target, name] of [[document, 'visibilitychange'], [document, 'resume'], [window, 'pageshow'], [window, 'online']]) {
    target.addEventListener(name, () => {
      look();
      tryNow();
    });
  }
}

function look() {
  const silent = silence();
  const isLost = down || silent > 0;
  if (isLost && root.dataset.connection !== 'lost') {
    sayLost();
  } else if (!isLost && root.dataset.connection === 'lost') {
    sayBack();
  }
  if (kept && hasSpoken()) {
    const back = kept;
    kept = null;
    restore(back);
    report(back.since);
  }
  if (!hasSpoken() && silent > STILLBORN_MS) {
    getBack();
  }
}

function sayLost() {
  const { at } = shown();
  part('since').textContent = at && ` as of ${at}`;
  bar.hidden = false;
  root.dataset.connection = 'lost';
  told = '';
  says.textContent = `No connection to the terminal. The figures are${at ? ` of ${at}` : ' old'}.`;
  title(text => `Lost · ${text}`);
}

function sayBack() {
  bar.hidden = true;
  delete root.dataset.connection;
  title(text => text.replace(/^Lost · /, ''));
  says.textContent = `Connected again. ${told}`.trim();
  // Blazor shows it for an attempt that failed, too; after a real one nothing moves any more.
  document.getElementById('blazor-error-ui').style.display = '';
}

async function report(since) {
  told = await showDigest(since);
  says.textContent = `Connected again. ${told}`.trim();
}

// The text within, not document.title, which would take its node away from Blazor.
function title(change) {
  const text = document.querySelector('title')?.firstChild;
  if (text) {
    text.data = change(text.data);
  }
}

// Until the terminal answers; then to where we were, or, where it knows this page no more, to the same view loaded again.
async function getBack() {
  if (trying) {
    return;
  }
  trying = true;
  for (let i = 0; ; i++) {
    await wait(WAITS_MS[Math.min(i, WAITS_MS.length - 1)]);
    part('next').textContent = 'Trying …';
    try {
      if (await answers()) {
        if (hasSpoken() && await Blazor.reconnect()) {
          // Nobody has told the server of a step back or a link meanwhile.
          Blazor.navigateTo(location.href, { replaceHistoryEntry: true });
          break;
        }
        keep(kept?.since ?? shown().seen);
        location.reload();
        return;
      }
    } catch {
      // Gone again in between.
    }
  }
  part('next').textContent = '';
  trying = false;
  if (down) {
    getBack();
  }
}

// A proxy in front may answer for a terminal that is away, but not with its JSON. An attempt of Blazor has no limit
// of time of its own, so it is made only when there is somebody to make it with.
async function answers() {
  try {
    const answer = await fetch('/health/live', { cache: 'no-store', signal: AbortSignal.timeout(PROBE_MS) });
    return answer.ok && answer.headers.get('content-type')?.includes('json');
  } catch {
    return false;
  }
}

async function wait(milliseconds) {
  const end = Date.now() + milliseconds;
  let hurried = false;
  tryNow = () => hurried = true;
  for (let left = milliseconds; left > 0 && !hurried; left = end - Date.now()) {
    part('next').textContent = `Trying again in ${Math.ceil(left / 1000)} s.`;
    await new Promise(resolve => setTimeout(resolve, Math.min(left, LOOK_MS)));
  }
  tryNow = () => { };
}
