/**
 * Fits a canvas to a size in CSS pixels at the screen's resolution, clears it and hands out a
 * context whose unit is the CSS pixel.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 * @returns {CanvasRenderingContext2D}
 */
export function beginCanvas(canvas, width, height) {
  const ratio = globalThis.devicePixelRatio || 1;
  const columns = Math.max(1, Math.round(width * ratio));
  const rows = Math.max(1, Math.round(height * ratio));
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser gives no 2D canvas');
  if (canvas.width !== columns || canvas.height !== rows) {
    canvas.width = columns;
    canvas.height = rows;
  } else {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, columns, rows);
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

/**
 * A bitmap of the size of a data grid, to be scaled up by `drawImage`; kept and reused.
 */
export class PixelGrid {
  constructor() {
    this.canvas = document.createElement('canvas');
    this.context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext('2d'));
    this.image = new ImageData(1, 1);
    this.pixels = new Uint32Array(this.image.data.buffer);
  }

  /**
   * @param {number} columns
   * @param {number} rows
   */
  resize(columns, rows) {
    if (this.image.width === columns && this.image.height === rows) return;
    this.canvas.width = columns;
    this.canvas.height = rows;
    this.image = new ImageData(columns, rows);
    this.pixels = new Uint32Array(this.image.data.buffer);
  }

  /** Makes the written pixels the canvas's content. */
  commit() {
    this.context.putImageData(this.image, 0, 0);
  }
}

/**
 * A drawing that is kept as long as what it shows stays the same: many small marks take longer to draw than
 * one picture of them.
 */
export class KeptDrawing {
  #canvas = document.createElement('canvas');
  /** @type {readonly unknown[]} */
  #shown = [];

  /**
   * Puts the drawing on a canvas of a size in CSS pixels.
   *
   * @param {CanvasRenderingContext2D} to
   * @param {{ width: number, height: number }} size
   * @param {readonly unknown[]} shown all that the drawing depends on, to be compared one by one
   * @param {(context: CanvasRenderingContext2D) => void} draw
   */
  put(to, { width, height }, shown, draw) {
    const all = [width, height, globalThis.devicePixelRatio, ...shown];
    const same = all.length === this.#shown.length && all.every((one, i) => one === this.#shown[i]);
    if (!same) draw(beginCanvas(this.#canvas, width, height));
    this.#shown = all;
    to.drawImage(this.#canvas, 0, 0, width, height);
  }
}
