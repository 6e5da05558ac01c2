import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { bundledLaw } from '../data/bundled-law.ts'
import { checkCases } from './check-cases.ts'

const golden: unknown = JSON.parse(
  readFileSync(new URL('../../../../vectors/law/cases-a18.json', import.meta.url), 'utf8'),
)

/** Golden cases that contradict the rule text (docs/law-disputes.md). One that passes does not belong here. */
const DISPUTED: readonly string[] = []

describe('golden cases', () => {
  const { results } = checkCases(golden, bundledLaw)

  test.each(results.map(({ id, fn, failure }) => ({ id, fn, failure })))('$id $fn', ({ id, failure }) => {
    if (DISPUTED.includes(id)) expect(failure).not.toBeNull()
    else expect(failure).toBeNull()
  })
})
