import { describe, expect, test } from 'vitest'
import { PROBLEMS } from './problem-codes.ts'

const HAN = /\p{Script=Han}/u

describe('problem codes', () => {
  test.each(Object.entries(PROBLEMS))(
    '%s says in both languages what happened and what to do',
    (_, { status, title, todo }) => {
      expect(status).toBeGreaterThanOrEqual(400)
      for (const { zh, en } of [title, todo]) {
        expect(zh).toMatch(HAN)
        expect(en).toMatch(/^[A-Z][^\p{Script=Han}]+$/u)
      }
    },
  )
})
