// One chart in an animation frame: two that draw in the same one make it twice as long. The first comes through at
// once, the next waits for its turn.
const LONGEST_FRAME_MS = 100;
const waiting = [];
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
  const pass = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    taken = false;
    const next = waiting.shift();
    if (next) {
      take();
      next();
    }
  };
  const frame = requestAnimationFrame(pass);
  // A tab that has just been hidden has no frames.
  const timer = setTimeout(pass, LONGEST_FRAME_MS);
}
