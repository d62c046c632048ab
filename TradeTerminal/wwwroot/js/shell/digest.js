// What happened while the page stood still, asked from the terminal once it is back.
import { date, offset, timeOfDay } from '../zone.js';

const LONGEST_MS = 7 * 24 * 3600 * 1000 - 60000;
const TRIES = 6;
const number = new Intl.NumberFormat('en-US');
const percent = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const panel = document.getElementById('digest');
const part = name => panel.querySelector(`[data-part=${name}]`);

// Until it is dismissed, a further loss adds to it.
let openSince = null;
let asked = 0;

part('dismiss').addEventListener('click', () => {
  panel.hidden = true;
  openSince = null;
  asked++;
  document.querySelector('main h1')?.focus({ preventScroll: true });
});

// Gives what it says, or '' when there is nothing to say.
export async function showDigest(seen) {
  openSince ??= seen;
  if (!openSince) {
    return '';
  }
  const earliest = new Date(Date.now() - LONGEST_MS).toISOString();
  const since = openSince > earliest ? openSince : earliest;
  const tickers = new URLSearchParams(location.search).get('tickers');
  const query = new URLSearchParams({ since, ...(tickers && tickers !== 'none' ? { tickers } : {}) });
  const address = `/api/digest?${query}`;
  const turn = ++asked;
  const digest = await ask(address);
  if (!digest || turn !== asked) {
    return '';
  }
  return draw(digest, address);
}

// The database may come back later than the terminal.
async function ask(address) {
  for (let i = 0; i < TRIES; i++) {
    try {
      const answer = await fetch(address, { cache: 'no-store', signal: AbortSignal.timeout(30000) });
      if (answer.ok) {
        return await answer.json();
      }
      if (answer.status < 500) {
        return null;
      }
    } catch {
      // Asked again below.
    }
    await new Promise(resolve => setTimeout(resolve, 500 * 2 ** i));
  }
  return null;
}

function draw(digest, address) {
  const sums = digest.trades === 0
    ? 'nothing traded'
    : `${count(digest.trades, 'trade')} · ${number.format(digest.volume)} traded in ${count(digest.tickers, 'ticker')}`;
  const moves = digest.moves.filter(isMoved).map(move => `${move.ticker} ${signed(move.changePercent)}`);
  part('since').textContent = `Since ${moment(digest.since)}`;
  part('sums').textContent = sums;
  part('moves').replaceChildren(...digest.moves.filter(isMoved).map(drawMove));
  part('alerts').textContent = count(digest.alerts, 'alert');
  part('alerts').title = digest.newestAlerts.map(alert => alert.message).join('\n');
  part('alerts').hidden = digest.alerts === 0;
  part('api').href = address;
  part('api').target = '_blank';
  panel.hidden = false;
  return [`Since ${moment(digest.since)}: ${sums}`, ...moves, ...(digest.alerts ? [count(digest.alerts, 'alert')] : [])].join(', ') + '.';
}

function drawMove(move) {
  const element = document.createElement('span');
  element.className = `move ${move.changePercent > 0 ? 'up' : 'down'}`;
  element.textContent = `${move.changePercent > 0 ? '▲' : '▼'} ${move.ticker} ${signed(move.changePercent)}`;
  element.title = `${move.from} → ${move.to}, between ${move.low} and ${move.high} in ${count(move.trades, 'trade')}`;
  return element;
}

const count = (much, noun) => `${number.format(much)} ${noun}${much === 1 ? '' : 's'}`;
// By what is shown.
const isMoved = move => Number(move.changePercent?.toFixed(2)) !== 0 && move.changePercent !== null;
const signed = change => `${change > 0 ? '+' : '−'}${percent.format(Math.abs(change))} %`;

// The day only where it is another one.
function moment(iso) {
  const [time, now] = [Date.parse(iso) / 1000, Date.now() / 1000];
  return `${date(time) === date(now) ? '' : `${date(time)} `}${timeOfDay(time)} ${offset(time)}`;
}
