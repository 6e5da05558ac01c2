import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { formatFinding, type Repository } from './finding.ts'
import { loadRepository } from './load-repository.ts'
import { RULES } from './rules.ts'

let repository: Repository

beforeAll(() => {
  repository = loadRepository(fileURLToPath(new URL('../../..', import.meta.url)))
})

describe('this repository', () => {
  test('is read whole', () => {
    expect([...repository.files.keys()]).toEqual(
      expect.arrayContaining(['package.json', 'tools/tidy/src/tidy.test.ts']),
    )
  })

  test.each(RULES.map((rule) => [rule.name, rule] as const))('keeps the rule %s', (_, rule) => {
    const findings = rule.check(repository)
    for (const finding of findings) console.log(`${finding.severity}: ${formatFinding(finding)}`)
    expect(findings.filter((finding) => finding.severity === 'error').map(formatFinding)).toEqual([])
  })
})

describe('the rules', () => {
  test('are all in the list, and each has a test that plants a violation', () => {
    const files = readdirSync(new URL('./rules', import.meta.url))
    const sources = files.filter((file) => !file.endsWith('.test.ts')).map((file) => file.replace('.ts', ''))
    expect(RULES.map((rule) => rule.name).sort()).toEqual(sources.sort())
    expect(files).toEqual(expect.arrayContaining(sources.map((name) => `${name}.test.ts`)))
  })
})
