import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadModule, loadOrExplain } from '../../site/src/load-module.js';

/** Fails so often before it succeeds. */
function failing(times, module = { value: 7 }) {
  let left = times;
  return async () => {
    if (left === 0) return module;
    left -= 1;
    throw new Error('gone');
  };
}

test('a module that loads is given, and nothing is told', async () => {
  const host = new EventTarget();
  host.addEventListener('gp-load-failed', () => assert.fail('told'));
  assert.deepEqual(await loadModule(host, 'Help', failing(0)), { value: 7 });
});

test('a failure is told with what is missing; the promise waits for the retries', async () => {
  const host = new EventTarget();
  const messages = [];
  host.addEventListener('gp-load-failed', (event) => {
    event.preventDefault();
    messages.push(event.detail.message);
    event.detail.retry();
  });
  assert.deepEqual(await loadModule(host, 'Help', failing(2)), { value: 7 });
  assert.equal(messages.length, 2);
  assert.match(messages[0], /^Help .*gone/);
});

test('where nobody offers a retry, there is no module and no rejection', async () => {
  assert.equal(await loadModule(new EventTarget(), 'Help', failing(1)), null);
});

test('what is no element gets the failure as an error', async () => {
  await assert.rejects(loadOrExplain('Help', failing(1)), { code: 'load-failed' });
});
