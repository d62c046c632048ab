// What works without the server: keys, the connection bar, starting Blazor. Settings are in settings.js, which comes earlier.
import { reconnectionHandler, watchConnection } from './js/shell/connection.js';
import { watchKeys } from './js/shell/keys.js';

watchConnection();
watchKeys();

Blazor.start({
  circuit: {
    reconnectionHandler,
    // A socket that sleep or another network has cut says nothing by itself. The server pings every three seconds.
    configureSignalR: connection => connection.withServerTimeout(10000),
  },
});
