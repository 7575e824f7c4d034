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
  watchman: false,
  // The stories wait for the system they started more than they compute.
  maxWorkers: 2,
  testTimeout: 30_000,
};
