// One chart in an animation frame: two that draw in the same one make it twice as long. The first comes through at
// once, the next waits for its turn. Where a frame with a chart takes longer than its budget, charts get at most a
// quarter of the time, but never wait long: numbers and hands come first.
const LONGEST_FRAME_MS = 100;
const BUDGET_MS = 8;
const SHARE = 4;
const LONGEST_REST_MS = 250;
const waiting = [];
const behindFrame = new MessageChannel();
let taken = false;

export function inTurn(draw) {
  if (!taken) {
    take();
    draw();
    return undefined;
  }

  return new Promise((resolve, reject) => {
    waiting.push(() => {
      try {
        resolve(draw());
      } catch (error) {
        reject(error);
      }
    });
  });
}

function take() {
  taken = true;
  const frame = requestAnimationFrame(started => {
    clearTimeout(timer);
    // The charts draw in this frame, after us; a message comes in when it is done.
    behindFrame.port1.onmessage = () => rest(performance.now() - started);
    behindFrame.port2.postMessage(0);
  });
  // A tab that has just been hidden has no frames.
  const timer = setTimeout(() => {
    cancelAnimationFrame(frame);
    pass();
  }, LONGEST_FRAME_MS);
}

function rest(cost) {
  if (cost <= BUDGET_MS) {
    pass();
  } else {
    setTimeout(pass, Math.min((SHARE - 1) * cost, LONGEST_REST_MS));
  }
}

function pass() {
  taken = false;
  const next = waiting.shift();
  if (next) {
    take();
    next();
  }
}
