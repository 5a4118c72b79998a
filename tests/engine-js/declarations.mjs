/** What index.d.ts declares, for tests that hold the engine to it. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

/**
 * Checks that an object has these members and no others.
 * @param {unknown} value
 * @param {Record<string, string>} shape type of each member, `?` where it may be missing
 */
export function assertShape(value, shape) {
  assert.equal(typeof value, 'object');
  const object = /** @type {Record<string, unknown>} */ (value);
  for (const [name, wanted] of Object.entries(shape)) {
    const member = object[name];
    if (member === undefined && wanted.endsWith('?')) continue;
    const type =
      typeof member === 'object'
        ? Object.prototype.toString.call(member).slice(8, -1)
        : typeof member;
    assert.equal(
      type,
      wanted.replace('?', ''),
      `${name} of ${JSON.stringify(Object.keys(object))}`,
    );
  }
  const unknown = Object.keys(object).filter((name) => !(name in shape));
  assert.deepEqual(unknown, [], 'members that the declarations do not have');
}

/** Members of an interface in index.d.ts, with those of the interface that it extends. */
export function declared(/** @type {string} */ name) {
  const source = readFileSync(new URL('../../dist/engine/index.d.ts', import.meta.url), 'utf8');
  const match = new RegExp(
    `export interface ${name}(?:<.*?>)?(?: extends (\\w+))? \\{\\n([^]*?)\\n\\}`,
  ).exec(source);
  assert.ok(match, `${name} is declared`);
  /** @type {Set<string>} */
  const members = match[1] ? declared(match[1]) : new Set();
  for (const [, member] of match[2].matchAll(/^ {2}(?:readonly )?(\w+)\??[(:]/gm)) {
    members.add(member);
  }
  return members;
}
