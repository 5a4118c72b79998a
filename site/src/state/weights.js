/**
 * A network's parameters as a text that a link can hold: the version, then base64url of their bits (float32,
 * little-endian, in the engine's order).
 */

import { weightsVersion } from './schema.js';

/** Bytes that are turned into characters at once. */
const chunk = 8192;

/**
 * @param {Float32Array} parameters
 * @returns {string}
 */
export function encodeWeights(parameters) {
  const bytes = new Uint8Array(parameters.buffer, parameters.byteOffset, parameters.byteLength);
  let binary = '';
  for (let start = 0; start < bytes.length; start += chunk)
    binary += String.fromCharCode(...bytes.subarray(start, start + chunk));
  return (
    weightsVersion + btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
  );
}

/**
 * @param {string} text as {@link encodeWeights} writes it; its length is the caller's to limit
 * @returns {Float32Array | null} null where it is damaged: of another version, not whole, or not finite
 */
export function decodeWeights(text) {
  if (!text.startsWith(weightsVersion)) return null;
  const base64 = text.slice(weightsVersion.length).replaceAll('-', '+').replaceAll('_', '/');
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    if (bytes.length === 0 || bytes.length % Float32Array.BYTES_PER_ELEMENT !== 0) return null;
    const parameters = new Float32Array(bytes.buffer);
    return parameters.every(Number.isFinite) ? parameters : null;
  } catch {
    return null;
  }
}
