/** Jest runs what tsc emitted: TypeScript decorators need real metadata, and Nest 12 is ESM only. */
export default {
  testEnvironment: 'node',
  transform: {},
  testMatch: ['<rootDir>/dist/**/*.spec.js', '<rootDir>/dist/**/*.drill.js'],
  testTimeout: 60_000,
};
