/** Random changes of bytes, the same for the same seed. */

/** Numbers that sizes and counts stumble over. */
const telling = [0, 1, 2, 0x0a, 0x22, 0x2c, 0x3b, 0x7f, 0x80, 0xfe, 0xff];

/**
 * A generator of whole numbers (mulberry32).
 * @param {number} seed
 * @returns {(below: number) => number} in [0, below)
 */
export function randomNumbers(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** @type {((bytes: number[], random: (below: number) => number) => void)[]} */
const changes = [
  (bytes, random) => {
    bytes[random(bytes.length)] ^= 1 << random(8);
  },
  (bytes, random) => {
    bytes[random(bytes.length)] = telling[random(telling.length)];
  },
  (bytes, random) => {
    bytes.splice(random(bytes.length), 1 + random(4));
  },
  (bytes, random) => {
    bytes.splice(random(bytes.length + 1), 0, telling[random(telling.length)]);
  },
  (bytes, random) => {
    const start = random(bytes.length);
    bytes.splice(random(bytes.length), 0, ...bytes.slice(start, start + 1 + random(16)));
  },
  (bytes, random) => {
    bytes.length = random(bytes.length + 1);
  },
];

/**
 * A copy of some bytes with up to four changes.
 * @param {Uint8Array} bytes
 * @param {(below: number) => number} random
 */
export function mutate(bytes, random) {
  const changed = [...bytes];
  for (let count = 1 + random(4); count > 0 && changed.length > 0; count -= 1) {
    changes[random(changes.length)](changed, random);
  }
  return Uint8Array.from(changed);
}
