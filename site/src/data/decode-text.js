/**
 * Text from the bytes of a file, by the mark at its beginning or by what its bytes can be.
 *
 * @typedef {'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'Windows-1252'} Encoding
 */

/** Bytes looked at to see whether every other one is 0, as in UTF-16 without a mark. */
const sampleBytes = 4096;

/**
 * @param {Uint8Array} bytes
 * @returns {{text: string, encoding: Encoding}} without a byte order mark
 */
export function decodeText(bytes) {
  const encoding = markOf(bytes) ?? patternOf(bytes);
  if (encoding) return { text: new TextDecoder(encoding).decode(bytes), encoding };
  try {
    return { text: new TextDecoder('UTF-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
  } catch {
    return { text: decodeWindows1252(bytes), encoding: 'Windows-1252' };
  }
}

/** @param {Uint8Array} bytes @returns {Encoding | undefined} */
function markOf(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'UTF-16LE';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'UTF-16BE';
  return undefined;
}

/** @param {Uint8Array} bytes @returns {Encoding | undefined} */
function patternOf(bytes) {
  const sample = bytes.subarray(0, sampleBytes);
  const half = Math.floor(sample.length / 2);
  if (half < 2) return undefined;
  const zeros = [0, 0];
  for (let i = 0; i < 2 * half; i += 1) if (sample[i] === 0) zeros[i % 2] += 1;
  if (zeros[1] > half / 2 && zeros[0] === 0) return 'UTF-16LE';
  if (zeros[0] > half / 2 && zeros[1] === 0) return 'UTF-16BE';
  return undefined;
}

/** Characters of the bytes 0x80 to 0x9f; those without one keep their number. */
const windowsCharacters = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Node 20's own decoder reads these bytes as control characters. @param {Uint8Array} bytes */
function decodeWindows1252(bytes) {
  const text = new TextDecoder('Windows-1252').decode(bytes);
  return text.replace(/[\u0080-\u009f]/g, (one) => windowsCharacters[one.charCodeAt(0) - 0x80]);
}
