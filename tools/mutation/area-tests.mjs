// The cases of the area come first: they notice most mutants, and the first failure ends the run.
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkCases } from '../../packages/law/src/cases/check-cases.ts'
import { bundledLaw } from '../../packages/law/src/data/bundled-law.ts'
import { referencePage } from '../../packages/law/src/reference/reference-page.ts'
import { mutatedAreas } from './areas.mjs'

const area = process.env.XIEZHI_MUTATION_AREA
const { cases: others = [], tests } = mutatedAreas[area]
const root = new URL('../../', import.meta.url)
const vectors = new URL('vectors/law/', root)
const cases = readdirSync(vectors)
  .filter((file) => file.startsWith('cases-'))
  .flatMap((file) => JSON.parse(readFileSync(new URL(file, vectors), 'utf8')))
const disputes = readFileSync(new URL('docs/law-disputes.md', root), 'utf8')
const disputed = new Set([...disputes.matchAll(/^- `([EGD]\w*-[\w-]+)`/gm)].map(([, id]) => id))

test.each([area, ...others])('cases of %s', (name) => {
  const own = cases.filter(({ fn }) => fn.startsWith(`${name}.`))
  expect(own.length).toBeGreaterThan(0)
  const { results } = checkCases(own, bundledLaw)
  expect(results.filter(({ id, passed }) => !passed && !disputed.has(id))).toEqual([])
})

test('reference page', () => {
  expect(referencePage(area)).toBe(readFileSync(new URL(`docs/law/${area}.md`, root), 'utf8'))
})

for (const file of tests) await import(new URL(`packages/law/src/${file}`, root).pathname)
