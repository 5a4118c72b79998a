/** A canvas that notes down what is drawn on it, for modules that place what they draw. */

/**
 * A 2D context: `calls` are the methods called, with their arguments and the properties set at the time.
 * @returns {any}
 */
export function contextStub() {
  const calls = [];
  const state = { globalAlpha: 1 };
  return new Proxy(state, {
    get(target, name) {
      if (name === 'calls') return calls;
      if (name in target) return target[name];
      return (...given) => void calls.push({ name, given, ...target });
    },
  });
}

/** Calls of these methods, each as its name and arguments. */
export const drawn = (context, ...names) =>
  context.calls
    .filter(({ name }) => names.length === 0 || names.includes(name))
    .map(({ name, given }) => [name, ...given]);

class ImageDataStub {
  constructor(width, height) {
    Object.assign(this, { width, height, data: new Uint8ClampedArray(4 * width * height) });
  }
}

/** Makes canvases and paths possible where there is no page. Every canvas made is kept here. */
export const canvases = [];
globalThis.document ??= /** @type {any} */ ({
  createElement: () => {
    const context = contextStub();
    const canvas = { width: 0, height: 0, context, getContext: () => context };
    canvases.push(canvas);
    return canvas;
  },
});
globalThis.ImageData ??= /** @type {any} */ (ImageDataStub);
globalThis.Path2D ??= /** @type {any} */ (
  class {
    parts = [];
    moveTo = (...at) => this.parts.push(['moveTo', ...at]);
    lineTo = (...at) => this.parts.push(['lineTo', ...at]);
    bezierCurveTo = (...at) => this.parts.push(['curve', ...at]);
    rect = (...at) => this.parts.push(['rect', ...at]);
  }
);

/** Colours that can be told apart. */
export const palette = /** @type {any} */ ({
  font: 'sans',
  negative: [230, 130, 20],
  positive: [40, 110, 200],
  zero: [255, 255, 255],
  error: [180, 30, 30],
  ink: [0, 0, 0],
  surface: [250, 250, 250],
  paper: [240, 240, 240],
  muted: [90, 90, 90],
  rule: [200, 200, 200],
  control: [150, 150, 150],
  focus: [1, 2, 3],
  sunken: [220, 220, 220],
  backward: [200, 60, 30],
  classes: [
    [230, 130, 20],
    [40, 110, 200],
    [0, 160, 80],
  ],
  diverging: Uint32Array.from({ length: 257 }, (_, index) => index),
  forwardRamp: Uint32Array.from({ length: 101 }, (_, index) => 1000 + index),
  backwardRamp: Uint32Array.from({ length: 101 }, (_, index) => 2000 + index),
});
