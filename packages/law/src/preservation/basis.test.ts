import { expect, test } from 'vitest'
import { needsApplicant, preservationBasis } from './basis.ts'

test('each kind of preservation rests on its own article, and only one in a suit needs no application', () => {
  expect(['PRE_SUIT', 'IN_SUIT', 'AFTER_JUDGMENT'].map((kind) => preservationBasis(kind as 'IN_SUIT').zh)).toEqual([
    expect.stringContaining('第一百零四条') as string,
    expect.stringContaining('第一百零三条') as string,
    expect.stringContaining('第一百六十三条') as string,
  ])
  expect([needsApplicant('PRE_SUIT'), needsApplicant('IN_SUIT'), needsApplicant('AFTER_JUDGMENT')]).toEqual([
    true,
    false,
    true,
  ])
})
