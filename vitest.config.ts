import { defineConfig } from 'vitest/config'
import { BaseSequencer } from 'vitest/node'
import type { TestSpecification } from 'vitest/node'

// Workspace packages resolve to their TypeScript sources, so tests need no build step. `import` and `require` are added by
// who resolves: forced on everybody, a CommonJS package would be given the ESM form of another.
const conditions = ['source', 'node', 'module', 'default']

/** Files that need minutes, and the longest first. */
const LONG = [
  'e2e/scenarios.test.ts',
  'e2e/node-operation.test.ts',
  'apps/cli/src/bench/benches.test.ts',
  'apps/console/src/pages.test.ts',
  'e2e/cli.test.ts',
  'e2e/comet-move.test.ts',
  'e2e/gateway-credit-subscribers.test.ts',
  'e2e/never-on-chain.test.ts',
  'e2e/vault-backup.test.ts',
  'e2e/objection.test.ts',
  'e2e/parcels.test.ts',
  'e2e/faults-processes.test.ts',
  'e2e/state-version.test.ts',
]

/**
 * On a machine that has no durations of an earlier run the largest file comes first, and of the longest some are the smallest:
 * they came last, one of them alone at the end for minutes.
 */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification): number => {
      const at = LONG.findIndex((name) => moduleId.endsWith(`/${name}`))
      return at < 0 ? LONG.length : at
    }
    return (await super.sort(files)).sort((one, other) => placeOf(one) - placeOf(other))
  }
}

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['{packages,apps,tools,e2e}/**/*.test.ts', 'scripts/*.test.mjs'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/dist-node/**'],
    setupFiles: ['scripts/vitest-turn.mjs'],
    sequence: { sequencer: LongestFirst },
    // A focused test hides all the others.
    allowOnly: false,
    pool: 'forks',
    poolOptions: { forks: { maxForks: 2 } },
    testTimeout: 60_000,
    // A second is soon over on a machine that runs other tests beside.
    expect: { poll: { timeout: 45_000 } },
    hookTimeout: 120_000,
  },
})
