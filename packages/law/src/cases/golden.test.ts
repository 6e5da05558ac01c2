import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { bundledLaw } from '../data/bundled-law.ts'
import { checkCases } from './check-cases.ts'

const caseFiles = readdirSync(new URL('../../../../vectors/law/', import.meta.url)).filter((file) =>
  file.startsWith('cases-'),
)

function casesOf(file: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../../vectors/law/${file}`, import.meta.url), 'utf8'))
}

/** Golden cases that contradict the rule text: items of docs/law-disputes.md that begin with an id in code quotes. */
const disputes = readFileSync(new URL('../../../../docs/law-disputes.md', import.meta.url), 'utf8')
const disputed = new Set([...disputes.matchAll(/^- `([EGD]\w*-[\w-]+)`/gm)].map(([, id]) => id))

describe.each(caseFiles)('%s', (file) => {
  const { results } = checkCases(casesOf(file), bundledLaw)

  test.each(results.map(({ id, fn, failure }) => ({ id, fn, failure })))('$id $fn', ({ id, failure }) => {
    if (disputed.has(id)) expect(failure).not.toBeNull()
    else expect(failure).toBeNull()
  })
})
