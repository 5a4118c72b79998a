import { sha256 } from '@noble/hashes/sha2.js';

/**
 * SHA-256 of a file's bytes. Not by `crypto.subtle`, which pages without https do not have.
 * @param {Uint8Array} bytes
 * @returns {string} 64 hexadecimal digits
 */
export function contentHash(bytes) {
  return Array.from(sha256(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
