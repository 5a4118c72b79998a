/**
 * A cursor on the axis of steps, shared by all views of a group: pointing at a step in one of them marks
 * and reads out the same step in the others.
 *
 * @import { ReactiveController, ReactiveControllerHost } from 'lit'
 * @import { Box } from './axes.js'
 *
 * @typedef {object} TimeView what the cursor must know of its view
 * @property {string} group views with the same name share a cursor; '' is a group of one
 * @property {ArrayLike<number>} steps
 * @property {() => Box} cursorBox the plot within the view
 * @property {() => { from: number, to: number }} cursorRange steps at its two ends
 * @property {(index: number) => string} describe the values at `steps[index]`
 * @property {(text: string) => void} readOut
 * @property {(text: string) => void} announce to a screen reader
 */

import { pointOf } from './pointer.js';
import { nearestIndex } from './smoothing.js';

class CursorGroup extends EventTarget {
  members = 0;
  /** @type {number | null} */
  step = null;

  /** @param {number | null} step */
  move(step) {
    if (step === this.step) return;
    this.step = step;
    this.dispatchEvent(new Event('move'));
  }
}

/** @type {Map<string, CursorGroup>} */
const groups = new Map();

/**
 * Marks a step in all views of a group.
 * @param {string} name
 * @param {number | null} step null: none
 */
export const moveCursor = (name, step) => groups.get(name)?.move(step);

/** @param {string} name */
function joinGroup(name) {
  const group = (name && groups.get(name)) || new CursorGroup();
  if (name) groups.set(name, group);
  group.members += 1;
  return group;
}

/**
 * @param {string} name
 * @param {CursorGroup} group
 */
function leaveGroup(name, group) {
  group.members -= 1;
  if (group.members === 0 && groups.get(name) === group) groups.delete(name);
}

/**
 * Steps to move the cursor by for a key, as a share of all; null for other keys.
 *
 * @type {Readonly<Record<string, (index: number, length: number) => number>>}
 */
const keyMoves = Object.freeze({
  ArrowLeft: (index) => index - 1,
  ArrowRight: (index) => index + 1,
  PageDown: (index, length) => index - Math.ceil(length / 10),
  PageUp: (index, length) => index + Math.ceil(length / 10),
  Home: () => 0,
  End: (_index, length) => length - 1,
});

/**
 * Moves the element `.cursor` of a view's template and reads out what it marks. The view attaches
 * {@link TimeCursor#pointerMoved} and its neighbours to its plot.
 *
 * @implements {ReactiveController}
 */
export class TimeCursor {
  /** @param {TimeView & ReactiveControllerHost & HTMLElement} host */
  constructor(host) {
    this.host = host;
    host.addController(this);
    this.name = '';
    /** @type {CursorGroup | null} */
    this.group = null;
    this.onMove = () => this.show();
  }

  hostConnected() {
    this.join();
  }

  hostDisconnected() {
    this.leave();
  }

  hostUpdated() {
    if (this.host.group === this.name) return;
    this.leave();
    this.join();
  }

  join() {
    this.name = this.host.group;
    this.group = joinGroup(this.name);
    this.group.addEventListener('move', this.onMove);
  }

  leave() {
    if (!this.group) return;
    this.group.removeEventListener('move', this.onMove);
    leaveGroup(this.name, this.group);
    this.group = null;
  }

  /** Index of the step that is read out: the cursor's, or the last one. */
  get index() {
    const { steps } = this.host;
    const step = this.group?.step ?? null;
    return step === null ? steps.length - 1 : nearestIndex(steps, step);
  }

  /** Marks and reads out the cursor's step. Call it with each paint. */
  show() {
    const { host, index } = this;
    const line = /** @type {HTMLElement | null} */ (host.shadowRoot?.querySelector('.cursor'));
    const active = this.group?.step !== null && index >= 0;
    if (line) {
      const { left, top, width, height } = host.cursorBox();
      const { from, to } = host.cursorRange();
      const share = (host.steps[index] - from) / (to - from);
      const visible = active && share >= 0 && share <= 1;
      line.style.visibility = visible ? 'visible' : 'hidden';
      line.style.height = `${height}px`;
      if (visible) line.style.transform = `translate(${left + share * width}px, ${top}px)`;
    }
    host.readOut(index >= 0 ? host.describe(index) : '');
  }

  /** @param {PointerEvent} event */
  pointerMoved = (event) => {
    const { host } = this;
    if (!host.steps.length) return;
    const { left, width } = host.cursorBox();
    const share = (pointOf(event).x - left) / width;
    const { from, to } = host.cursorRange();
    const step = from + Math.min(1, Math.max(0, share)) * (to - from);
    this.group?.move(host.steps[nearestIndex(host.steps, step)]);
  };

  pointerLeft = () => this.group?.move(null);

  /** @param {KeyboardEvent} event */
  keyPressed = (event) => {
    const { steps } = this.host;
    if (event.key === 'Escape') this.group?.move(null);
    if (!steps.length || !Object.hasOwn(keyMoves, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    const wanted = keyMoves[event.key](this.index, steps.length);
    const index = Math.min(steps.length - 1, Math.max(0, wanted));
    this.group?.move(steps[index]);
    this.host.announce(this.host.describe(index));
  };
}
