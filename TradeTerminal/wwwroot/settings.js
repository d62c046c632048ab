// What this browser has chosen. Runs before anything is painted, or the page would flash in the other theme.
{
  const root = document.documentElement;
  const keys = ['theme', 'palette', 'density', 'rate', 'sounds', 'zone', 'link', 'split', 'hidden', 'beside', 'recent'];
  const shown = ['theme', 'palette', 'density'];
  const longest = 24_000;
  // Storage can be off, or full: then a choice lasts as long as the page.
  const memory = {};
  const stored = key => {
    try {
      return memory[key] ?? localStorage.getItem(key);
    } catch {
      return memory[key] ?? null;
    }
  };
  const store = (key, value) => {
    try {
      localStorage.setItem(key, value);
      delete memory[key];
    } catch {
      memory[key] = value;
    }
  };
  const own = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
  // The terminal's name for this browser's own zone, or UTC where it knows none.
  let understood;
  const read = () => [...keys.filter(key => stored(key)).map(key => `${key}=${stored(key)}`), `local=${own()}`].join('&');

  function apply() {
    for (const key of shown) {
      root.dataset[key] = stored(key) ?? root.dataset[key];
    }
    if (!stored('theme') && matchMedia('(prefers-contrast: more)').matches) {
      root.dataset.theme = 'contrast';
    }
    const zone = stored('zone');
    root.dataset.zone = zone === 'local' ? understood ?? own() : zone ?? 'UTC';
    // The server draws the first picture of a page by it. Whoever has chosen nothing gets no cookie.
    if (keys.some(key => stored(key))) {
      document.cookie = `settings=${read()}; path=/; max-age=31536000; samesite=lax`;
    }
  }

  function save(values) {
    keys.filter(key => values[key]).forEach(key => store(key, values[key]));
    apply();
  }

  // The newest first; its tabs share them.
  function look(symbol, most) {
    const others = (stored('recent') ?? '').split('+').filter(other => other && other !== symbol);
    const recent = [symbol, ...others].slice(0, most).join('+');
    save({ recent });
    return recent;
  }

  function understand(zone) {
    try {
      Intl.DateTimeFormat('en', { timeZone: zone });
      understood = zone;
      apply();
    } catch {
      // A name that is too new for this browser: its own means the same.
    }
  }

  // Pitches in Hz, each for so many seconds.
  const sounds = { tone: [0.12, 880, 660], chime: [0.18, 1319, 1047, 784], alarm: [0.14, 988, 740, 988, 740, 988, 740] };

  // Silent where the browser wants a click first.
  function beep(sound) {
    if (navigator.userActivation && !navigator.userActivation.hasBeenActive) {
      return;
    }
    const audio = new AudioContext();
    const [tone, volume] = [audio.createOscillator(), audio.createGain()];
    const [each, ...pitches] = sounds[sound] ?? sounds.tone;
    const end = audio.currentTime + each * (pitches.length + 0.5);
    pitches.forEach((pitch, at) => tone.frequency.setValueAtTime(pitch, audio.currentTime + at * each));
    volume.gain.setValueAtTime(0.08, audio.currentTime);
    volume.gain.setValueAtTime(0.08, end - each);
    volume.gain.exponentialRampToValueAtTime(0.001, end);
    tone.connect(volume).connect(audio.destination);
    tone.onended = () => audio.close();
    tone.start();
    tone.stop(end);
    // For scripts that want to know.
    globalThis.viewerSettings.beeps++;
  }

  function download(name, text) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  globalThis.viewerSettings = {
    read, save, look, understand, beep, download,
    beeps: 0,
    // What is longer would not fit into a message to the terminal, which never stores so much.
    workspaces: () => (stored('workspaces')?.length ?? 0) > longest ? null : stored('workspaces'),
    keepWorkspaces: text => store('workspaces', text),
    hasSeenTour: () => stored('tour') === 'seen',
    keepTourSeen: () => store('tour', 'seen'),
  };

  // Buttons that work without the server: the next of their values.
  document.addEventListener('click', event => {
    const button = event.target.closest?.('[data-switch]');
    if (button) {
      const key = button.dataset.switch;
      const values = button.dataset.values.split(' ');
      save({ [key]: values[(values.indexOf(root.dataset[key]) + 1) % values.length] });
    }
  });

  // Another tab has chosen.
  addEventListener('storage', event => keys.includes(event.key) && apply());
  apply();
}
