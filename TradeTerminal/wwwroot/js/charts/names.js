// What a line is called: its symbol without the feed before it, unless two of those drawn have the same.
const shortOf = key => key.split(':')[1] ?? key;

export function namesOf(keys) {
  const counts = new Map();
  keys.forEach(key => counts.set(shortOf(key), (counts.get(shortOf(key)) ?? 0) + 1));
  return new Map(keys.map(key => [key, counts.get(shortOf(key)) > 1 ? key : shortOf(key)]));
}
