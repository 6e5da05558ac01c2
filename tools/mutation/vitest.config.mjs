import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const conditions = ['source', 'node', 'module', 'default']

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['tools/mutation/area.mutation.mjs'],
    exclude: ['**/node_modules/**'],
    // The run ends what takes too long by itself; a loaded machine is no failure.
    testTimeout: 60_000,
    bail: 1,
  },
})
