import { html } from 'lit';
import { TimeCursor } from './time-cursor.js';
import { timeBox, timeRange } from './time-axis.js';
import { ViewElement } from './view-element.js';

/** @import { PropertyDeclarations } from 'lit' */

/**
 * Base of the views over training steps: the axis, the shared cursor, the read-out.
 *
 * Properties:
 * - `steps` rising step numbers, one per measurement
 * - `window` how many of the last steps are shown; default all
 * - `group` views with the same name share their cursor
 */
export class TimeView extends ViewElement {
  /** @type {PropertyDeclarations} */
  static properties = {
    steps: { attribute: false },
    window: { type: Number },
    group: { type: String },
  };

  constructor() {
    super();
    /** @type {ArrayLike<number>} */
    this.steps = [];
    this.window = Infinity;
    this.group = '';
    this.cursor = new TimeCursor(this);
    this.paintInterval = 100;
  }

  /** The plot, its cursor and what is read out. @param {unknown} content of the plot */
  plotTemplate(content) {
    const { cursor } = this;
    return html`<div
        class="plot"
        role="img"
        tabindex="0"
        @pointermove=${cursor.pointerMoved}
        @pointerdown=${cursor.pointerMoved}
        @pointerleave=${cursor.pointerLeft}
        @keydown=${cursor.keyPressed}
        @blur=${cursor.pointerLeft}
      >
        ${content}
        <div class="cursor"></div>
      </div>
      ${this.footTemplate()}`;
  }

  cursorBox() {
    return timeBox(this.plotWidth, this.plotHeight);
  }

  cursorRange() {
    return timeRange(this.steps, this.window);
  }

  /** @param {number} _index @returns {string} */
  describe(_index) {
    return '';
  }

  /** @override */
  readOutNow() {
    this.cursor.show();
  }
}
