// JSCallResultType of Microsoft.JSInterop.
const OBJECT_REFERENCE = 1;
// A browser that paints sixty times a second answers in the middle of a frame, on average.
const HALF_A_FRAME = 8;

let objects = 0;

/** What a browser would answer to a call of the server, as far as the server can tell. */
export async function answerTo(name, resultType) {
  if (resultType === OBJECT_REFERENCE) {
    objects++;
    return { __jsObjectId: objects };
  }

  if (name === 'painted') {
    await new Promise(resolve => setTimeout(resolve, HALF_A_FRAME));
    return true;
  }

  return null;
}
