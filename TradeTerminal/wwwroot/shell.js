// What works without the server: keys, help, menus, the connection bar, starting Blazor. Settings are in settings.js, which comes earlier.
import { reconnectionHandler, watchConnection } from './js/shell/connection.js';
import { watchCopies } from './js/shell/copy.js';
import { watchFields } from './js/shell/fields.js';
import { watchKeys } from './js/shell/keys.js';
import { watchSplits } from './js/shell/split.js';
import { watchTerms } from './js/shell/terms.js';
import { watchTour } from './js/shell/tour.js';
import { watchWindows } from './js/shell/windows.js';
import './js/charts/menu.js';

watchConnection();
watchKeys();
watchFields();
watchCopies();
watchSplits();
watchWindows();
// Before the tour: Escape closes what lies on top.
watchTerms();
watchTour();

Blazor.start({
  circuit: {
    reconnectionHandler,
    // A socket that sleep or another network has cut says nothing by itself. The server pings every three seconds.
    configureSignalR: connection => connection.withServerTimeout(10000),
  },
});
