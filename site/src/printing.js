/**
 * Printing: what is on paper is what has been drawn by the time that the event before it returns. First the colours
 * change, then everything is drawn in them, also what is out of sight.
 */

/** Those who are told, in this order. */
const followers = {
  /** @type {Set<() => void>} */
  colours: new Set(),
  /** @type {Set<() => void>} */
  drawings: new Set(),
};

let printing = false;
let listening = false;

/** @param {boolean} now */
function tell(now) {
  if (now === printing) return;
  printing = now;
  for (const each of Object.values(followers)) for (const follower of each) follower();
}

function listen() {
  if (listening) return;
  listening = true;
  addEventListener('beforeprint', () => tell(true));
  addEventListener('afterprint', () => tell(false));
  matchMedia('print').addEventListener('change', ({ matches }) => tell(matches));
}

/** Whether the page is being printed now. */
export const isPrinting = () => printing;

/**
 * Calls back when printing begins and ends.
 * @param {keyof typeof followers} what
 * @param {() => void} follower
 * @returns {() => void} ends it
 */
export function followPrinting(what, follower) {
  listen();
  followers[what].add(follower);
  return () => followers[what].delete(follower);
}
