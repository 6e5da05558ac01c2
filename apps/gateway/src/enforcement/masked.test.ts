import { expect, test } from 'vitest'
import { masked, maskedNumber } from './masked.ts'

test('a number shows its last four places, a short one fewer, and none where there is none', () => {
  expect(masked('SAMPLE-6222-0001')).toBe('****0001')
  expect(masked('GW-0001')).toBe('****001')
  expect(masked('12')).toBe('****2')
  expect(masked('1')).toBe('****')
  expect(masked(null)).toBeNull()
  expect(masked(undefined)).toBeNull()
})

test('an account shows which of its parts is meant, a long sub-account its last four places', () => {
  const number = 'SAMPLE-6222-0005'
  expect(maskedNumber({ number, subAccount: null })).toBe('****0005')
  expect(maskedNumber({ number, subAccount: '01' })).toBe('****0005/01')
  expect(maskedNumber({ number, subAccount: '0002' })).toBe('****0005/0002')
  expect(maskedNumber({ number, subAccount: 'SAMPLE-0009' })).toBe('****0005/****0009')
})
