/** TypeScript and JSX through swc, as ES modules: what Node itself would run. */
const swc = (tsx) => [
  '@swc/jest',
  {
    jsc: {
      parser: { syntax: 'typescript', tsx },
      target: 'es2024',
      transform: { react: { runtime: 'automatic', importSource: 'hono/jsx' } },
    },
    module: { type: 'es6' },
  },
];

/** @type {import('jest').Config} */
export default {
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '\\.ts$': swc(false), '\\.tsx$': swc(true) },
  reporters: ['default', '<rootDir>/test/support/count-reporter.js'],
  testSequencer: '<rootDir>/test/support/stories-first.js',
  watchman: false,
  // On two processors: the stories wait for browsers and for the system they started, and a third one uses that time.
  maxWorkers: 3,
  testTimeout: 30_000,
};
