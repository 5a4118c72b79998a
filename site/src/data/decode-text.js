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
    return { text: new TextDecoder('Windows-1252').decode(bytes), encoding: 'Windows-1252' };
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
