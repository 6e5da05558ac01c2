import { readdirSync, readFileSync } from 'node:fs'
import { CODE_LISTS } from '@xiezhi/control-interface'
import { expect, test } from 'vitest'
import { reasonView } from './reasons.ts'

const PACKAGES = new URL('../../../../packages/', import.meta.url)
/** `'CODE', 'R20-25'` and `code: 'CODE', rule: 'R20-25'`, as handlers write them. */
const REASON = /'([A-Z][A-Z0-9_]{3,})',\s*(?:rule:\s*)?'((?:PX-)?[RTX]\w*-\d+)'/g
const REFUSED = /#refuse\(order, '([A-Z_]+)'\)/g

function sourcesOf(folder: string): string[] {
  const root = new URL(folder, PACKAGES)
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/test\.ts$|fixtures|testing/.test(name))
    .map((name) => readFileSync(new URL(name, `${root.href}/`), 'utf8'))
}

test('every reason that a module gives has words, in the law or beside it', () => {
  const given = sourcesOf('contracts/src').flatMap((source) =>
    [...source.matchAll(REASON)].map(([, code = '', rule = '']) => ({ code, rule })),
  )
  expect(given.length).toBeGreaterThan(10)
  expect(given.filter((reason) => reasonView(reason).text.zh === reason.code)).toEqual([])
})

test('every reason of an institution or its worker has words', () => {
  const own = sourcesOf('institution-service/src').flatMap((source) =>
    [...source.matchAll(REFUSED)].map(([, code = '']) => code),
  )
  const match = readFileSync(new URL('institution-service/src/match-request.ts', PACKAGES), 'utf8')
  const list = /DIFFERENCES = \[([^\]]*)\]/.exec(match)?.[1] ?? ''
  const differences = [...list.matchAll(/'([A-Z_]+)'/g)].map(([, code = '']) => code)
  const listed = CODE_LISTS.filter(({ name }) => name === 'wnkzyy').flatMap(({ entries }) =>
    entries.map(({ id }) => id),
  )
  expect([own.length, differences.length > 5, listed.length > 10]).toEqual([2, true, true])
  const all = [...own, ...differences, ...listed, 'INSTITUTION_FAILED', 'INSTITUTION_REFUSED']
  expect(all.filter((code) => reasonView({ code, rule: '' }).text.zh === code)).toEqual([])
})
