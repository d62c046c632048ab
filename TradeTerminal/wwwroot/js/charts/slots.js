// A ticker keeps its colour while the page is open, whatever else is chosen, unless another one drawn now has it.
const REMEMBERED = 500;
const slots = new Map();

export function slotOf(symbol, drawn) {
  const taken = new Set([...drawn].filter(other => other !== symbol).map(other => slots.get(other)));
  let slot = slots.get(symbol) ?? 0;
  if (taken.has(slot)) {
    slot = 0;
    while (taken.has(slot)) {
      slot++;
    }
  }

  // Set last, so that the one seen longest ago is forgotten first.
  slots.delete(symbol);
  slots.set(symbol, slot);
  if (slots.size > REMEMBERED) {
    slots.delete(slots.keys().next().value);
  }

  return slot;
}
