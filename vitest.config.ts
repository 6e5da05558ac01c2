import { defineConfig } from 'vitest/config'

// Workspace packages resolve to their TypeScript sources, so tests need no build step. `import` and `require` are added by
// who resolves: forced on everybody, a CommonJS package would be given the ESM form of another.
const conditions = ['source', 'node', 'module', 'default']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['{packages,apps,tools,e2e}/**/*.test.ts', 'scripts/*.test.mjs'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/dist-node/**'],
    setupFiles: ['scripts/vitest-turn.mjs'],
    // A focused test hides all the others.
    allowOnly: false,
    pool: 'forks',
    poolOptions: { forks: { maxForks: 2 } },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
