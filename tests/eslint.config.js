import js from '@eslint/js';
import jsdoc from 'eslint-plugin-jsdoc';
import globals from 'globals';

const timers = ['setTimeout', 'setInterval'];
const noSleep =
  'A test waits for the condition, or counts frames; see tests/browser/page-support.mjs.';

export default [
  { ignores: ['**/node_modules/', 'build/', 'dist/'] },
  js.configs.recommended,
  jsdoc.configs['flat/recommended-typescript-flavor-error'],
  {
    languageOptions: { ecmaVersion: 2023, sourceType: 'module' },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'prefer-template': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'ObjectExpression > SpreadElement[argument.type="ObjectExpression"], ArrayExpression > SpreadElement[argument.type="ArrayExpression"]',
          message: 'A literal inside a literal is written in its place.',
        },
      ],
      // Types are written where tsc cannot infer them; prose where a name does not say it.
      'jsdoc/require-jsdoc': 'off',
      'jsdoc/require-description': 'off',
      'jsdoc/require-param-description': 'off',
      'jsdoc/require-property-description': 'off',
      'jsdoc/require-returns': 'off',
      'jsdoc/require-returns-description': 'off',
      'jsdoc/require-param': 'off',
      'jsdoc/require-yields': 'off',
      'jsdoc/reject-any-type': 'off',
      'jsdoc/reject-function-type': 'off',
      'jsdoc/tag-lines': 'off',
      // tsc reads the types themselves, and knows more syntax than the plugin's parser.
      'jsdoc/no-undefined-types': 'off',
      'jsdoc/valid-types': 'off',
      'jsdoc/escape-inline-tags': 'off', // several tags on one line are TypeScript's style
      'jsdoc/empty-tags': 'off',
    },
  },
  {
    files: ['site/src/**', 'wasm/js/**', 'tests/browser/**', 'engine/bench/page/**'],
    languageOptions: { globals: { ...globals.browser, ...globals.worker } },
  },
  {
    files: ['site/src/entries/**'],
    languageOptions: { globals: { BUILD: 'readonly' } },
  },
  {
    files: ['site/public/**'],
    languageOptions: { globals: { ...globals.serviceworker } },
  },
  {
    files: ['wasm/js/**'],
    languageOptions: { globals: { process: 'readonly' } },
  },
  {
    files: [
      'tests/**',
      'wasm/*.mjs',
      'site/*.js',
      'site/*.mjs',
      'site/scripts/**',
      'site/src/cli/**',
      'site/vite-plugins/**',
      'site/bench/**',
      'engine/**',
    ],
    languageOptions: { globals: { ...globals.node } },
  },
  {
    files: ['tests/**'],
    rules: {
      'no-restricted-globals': ['error', ...timers.map((name) => ({ name, message: noSleep }))],
      'no-restricted-properties': [
        'error',
        ...['waitForTimeout', ...timers].map((property) => ({ property, message: noSleep })),
      ],
      'no-restricted-imports': [
        'error',
        ...['timers', 'timers/promises', 'node:timers', 'node:timers/promises'].map((name) => ({
          name,
          message: noSleep,
        })),
      ],
    },
  },
];
