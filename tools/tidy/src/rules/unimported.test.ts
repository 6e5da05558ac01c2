import { describe, expect, test } from 'vitest'
import { problemsOf } from '../fixtures.ts'
import { unimported } from './unimported.ts'

const workspace = {
  'apps/cli/package.json': JSON.stringify({
    name: 'xiezhi',
    bin: { xiezhi: 'bin/xiezhi.js' },
    exports: { '.': { source: './src/index.ts' } },
  }),
  'apps/cli/bin/xiezhi.js': "import '../dist/main.js'",
  'apps/cli/src/index.ts': "export { run } from './run.ts'",
  'apps/cli/src/run.ts': "const worker = new URL('./check-worker.js', import.meta.url)",
  'apps/cli/src/check-worker.ts': "import type { A } from './a.ts'",
  'apps/cli/src/a.ts': '',
  'apps/cli/src/main.ts': '',
}

describe('unimported', () => {
  test('follows exports, commands, workers and type imports', () => {
    expect(problemsOf(unimported, workspace)).toEqual([])
  })

  test('refuses a file that nothing imports and one that only its test imports', () => {
    expect(problemsOf(unimported, { ...workspace, 'apps/cli/src/b.ts': '' })).toEqual(['nothing imports this file'])
    const tested = { ...workspace, 'apps/cli/src/b.ts': '', 'apps/cli/src/b.test.ts': "import { b } from './b.ts'" }
    expect(problemsOf(unimported, tested)).toEqual(['only tests import this file'])
  })

  test('lets tests alone reach fixtures, test kits and tools', () => {
    const kit = {
      ...workspace,
      'apps/cli/src/testing/zone.ts': '',
      'tools/judges/run-judge.ts': '',
      'apps/cli/src/a.test.ts': "import './testing/zone.ts'\nimport '../../../tools/judges/run-judge.ts'",
    }
    expect(problemsOf(unimported, kit)).toEqual([])
    expect(problemsOf(unimported, { ...workspace, 'apps/cli/src/testing/zone.ts': '' })).toEqual([
      'nothing imports this file',
    ])
  })
})
