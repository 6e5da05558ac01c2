import { expect, test } from 'vitest'
import { functions } from '../registry/functions.ts'
import { bundledLaw } from './bundled-law.ts'
import { disputedPoints } from './disputed-points.ts'
import { lawSwitches } from './switches.ts'

test('every point has its number once, and its keys stand in the law book', () => {
  expect(disputedPoints.map(({ no }) => no)).toEqual(
    Array.from({ length: 23 }, (_, index) => `O-${String(index + 1).padStart(2, '0')}`),
  )
  const keys = disputedPoints.flatMap((point) => point.keys)
  expect(keys.filter((key) => !bundledLaw.parameters.has(key))).toEqual([])
})

test('switches and points name each other, and a function reads each switch', () => {
  const ofPoints = disputedPoints.filter(({ kind }) => kind === 'SWITCH').flatMap((point) => point.keys)
  const ofSwitches = lawSwitches.map(({ key }) => key)
  expect(ofPoints.filter((key) => key.startsWith('O-'))).toEqual(ofSwitches)
  const read = new Set([...functions.values()].flatMap(({ declaration }) => declaration.parameters))
  expect(ofSwitches.filter((key) => !read.has(key))).toEqual([])
})
