// Times in the zone that the viewer has chosen: <html data-zone>, a name of the IANA database. Given in Unix seconds.
const root = document.documentElement;
let known = {};

// One that this browser does not know is UTC.
function formats() {
  const chosen = root.dataset.zone || 'UTC';
  if (known.chosen !== chosen) {
    try {
      known = { chosen, ...formatsOf(chosen) };
    } catch {
      known = { chosen, ...formatsOf('UTC') };
    }
  }

  return known;
}

const formatsOf = timeZone => ({
  zone: timeZone,
  day: new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone }),
  time: new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone }),
  // The only locale whose days are year, month, day with hyphens.
  date: new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone }),
  offset: new Intl.DateTimeFormat('en-GB', { timeZoneName: 'shortOffset', timeZone }),
});

export const zone = () => formats().zone;

// Short enough for a corner: New York.
export const place = () => zone().split('/').at(-1).replaceAll('_', ' ');

export const timeOfDay = time => formats().time.format(time * 1000);

export const dayOfMonth = time => formats().day.format(time * 1000).split(' ').slice(0, 2).join(' ');

export const date = time => formats().date.format(time * 1000);

// UTC, UTC+1, UTC+5:30: the distance that the zone has then.
export function offset(time) {
  const { zone, offset } = formats();
  return zone === 'UTC' ? zone : offset.formatToParts(time * 1000).find(part => part.type === 'timeZoneName').value.replace('GMT', 'UTC');
}

// 2026-11-20 11:30:00 UTC+1
export const nameTime = time => `${date(time)} ${timeOfDay(time)} ${offset(time)}`;

// A candle of a day is one of UTC, wherever the viewer is: 2026-11-20, UTC day. All others by their time.
export const nameCandle = (time, interval) => interval === 86_400 ? `${new Date(time * 1000).toISOString().slice(0, 10)}, UTC day` : nameTime(time);

// Calls on another choice, until the function it gives is called.
export function watchZone(changed) {
  const observer = new MutationObserver(changed);
  observer.observe(root, { attributes: true, attributeFilter: ['data-zone'] });
  return () => observer.disconnect();
}
