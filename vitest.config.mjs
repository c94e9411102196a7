import { defineConfig } from 'vitest/config';

/**
 * Runs what tsc emitted, as Node loads it (decorators need real metadata): no transform, no module registry of its own.
 * Spec files of one worker share their modules, which load once: what a spec shares with another it shares through a server.
 */
export default defineConfig({
  test: {
    include: ['{libs,apps}/*/dist/**/*.spec.js', 'apps/console/spec/dist/**/*.spec.js', 'deploy/local/dist/**/*.spec.js', 'test/dist/**/*.spec.js'],
    exclude: ['**/node_modules/**'],
    pool: 'forks',
    isolate: false,
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    experimental: { viteModuleRunner: false, nodeLoader: false },
  },
});
