// What works without the server: switches, keys, the connection bar, starting Blazor.
import { reconnectionHandler, watchConnection } from './js/shell/connection.js';
import { watchKeys } from './js/shell/keys.js';

const root = document.documentElement;

document.addEventListener('click', event => {
  const button = event.target.closest?.('[data-switch]');
  if (!button) {
    return;
  }
  const key = button.dataset.switch;
  const values = button.dataset.values.split(' ');
  root.dataset[key] = values[(values.indexOf(root.dataset[key]) + 1) % values.length];
  try {
    localStorage.setItem(key, root.dataset[key]);
  } catch {
    // Storage is off: the choice lasts as long as the page.
  }
});

// Another tab has switched.
addEventListener('storage', event => {
  if ((event.key === 'theme' || event.key === 'palette') && event.newValue) {
    root.dataset[event.key] = event.newValue;
  }
});

watchConnection();
watchKeys();

Blazor.start({
  circuit: {
    reconnectionHandler,
    // A socket that sleep or another network has cut says nothing by itself. The server pings every three seconds.
    configureSignalR: connection => connection.withServerTimeout(10000),
  },
});
