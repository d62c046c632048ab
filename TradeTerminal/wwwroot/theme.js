// Runs before anything is painted, or the page would flash in the other theme.
try {
    for (const key of ['theme', 'palette']) {
        document.documentElement.dataset[key] = localStorage.getItem(key) ?? document.documentElement.dataset[key];
    }
} catch { /* storage is off: the default stays */ }
