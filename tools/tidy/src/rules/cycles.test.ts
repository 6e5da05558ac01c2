import { describe, expect, test } from 'vitest'
import { problemsOf } from '../fixtures.ts'
import { cycles } from './cycles.ts'

describe('cycles', () => {
  test('refuses files that import each other in a circle', () => {
    const files = {
      'packages/a/src/a.ts': "import { b } from './b.ts'",
      'packages/a/src/b.ts': "export { c } from './c.ts'",
      'packages/a/src/c.ts': "import { a } from './a.ts'",
    }
    expect(problemsOf(cycles, files)).toEqual([
      'imports itself: packages/a/src/a.ts → packages/a/src/b.ts → packages/a/src/c.ts → packages/a/src/a.ts',
    ])
  })

  test('accepts a shared import and types that point back', () => {
    const files = {
      'packages/a/src/a.ts': "import { b } from './b.ts'\nimport { c } from './c.ts'",
      'packages/a/src/b.ts':
        "import { c } from './c.ts'\nimport type { A } from './a.ts'\nimport { type B } from './a.ts'",
      'packages/a/src/c.ts': '',
    }
    expect(problemsOf(cycles, files)).toEqual([])
  })
})
