// Points of one series in ascending time, at most `capacity` and a tenth more: dropping the oldest means handing
// the library everything anew, so it is done rarely.
export class Points {
  constructor(capacity) {
    this.capacity = capacity;
    this.replace([]);
  }

  get last() { return this.items.at(-1); }

  // From then on none is missing: what is older may have others between it and the oldest here.
  get from() { return Math.min(this.items[0]?.time ?? -Infinity, this.wholeFrom); }

  // `wholeFrom`: there is nothing from then to the first of them.
  replace(items, wholeFrom = Infinity) {
    this.items = items.slice(-this.capacity);
    this.wholeFrom = this.items.length === items.length ? wholeFrom : Infinity;
  }

  // Older points; they take room of their own.
  prepend(items) {
    this.capacity += items.length;
    this.items.unshift(...items);
  }

  // Newer points, likewise.
  append(items) {
    this.capacity += items.length;
    this.items.push(...items);
  }

  // Drops so many of the oldest, and their room; true when there were any to drop.
  leave(count) {
    const gone = this.items.splice(0, Math.max(0, count)).length;
    this.capacity -= gone;
    this.wholeFrom = gone > 0 ? Infinity : this.wholeFrom;
    return gone > 0;
  }

  // Where the point of this time is, or where it would go.
  indexOf(time) {
    let low = 0;
    let high = this.items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.items[middle].time < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }

    return low;
  }

  at(time) {
    const point = this.items[this.indexOf(time)];
    return point?.time === time ? point : undefined;
  }

  // The time of the point before or after that time, of the oldest or newest where there is none.
  next(time, by) {
    const at = this.indexOf(time);
    const next = this.items[at]?.time === time || by < 0 ? at + by : at;
    return this.items[Math.max(0, Math.min(next, this.items.length - 1))]?.time;
  }

  // True when the point went in between others, or the oldest went: an update of a point can't show that.
  put(point) {
    const at = this.items.length > 0 && point.time > this.last.time ? this.items.length : this.indexOf(point.time);
    const known = this.items[at]?.time === point.time;
    const between = !known && at < this.items.length;
    this.items.splice(at, known ? 1 : 0, point);
    if (this.items.length <= this.capacity * 1.1) {
      return between;
    }

    this.items.splice(0, this.items.length - this.capacity);
    this.wholeFrom = Infinity;
    return true;
  }
}
