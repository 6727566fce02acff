// The hand of the reader: a finger, a button of the mouse or a key.

/**
 * Watches whether something is held down. Returns a function that tells.
 * @param {() => void} onRelease
 * @returns {() => boolean}
 */
export function watchHand(onRelease) {
  let isDown = false;
  const onDown = () => {
    isDown = true;
  };
  const onUp = () => {
    isDown = false;
    onRelease();
  };
  const options = { capture: true, passive: true };
  for (const type of ["pointerdown", "keydown"]) document.addEventListener(type, onDown, options);
  for (const type of ["pointerup", "pointercancel", "keyup"])
    document.addEventListener(type, onUp, options);
  return () => isDown;
}
