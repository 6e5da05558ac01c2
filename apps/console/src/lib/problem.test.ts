import { ApiError, problem } from '@xiezhi/gateway-api'
import type { Problem } from '@xiezhi/gateway-api'
import { Value } from 'typebox/value'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadTexts } from '../i18n/i18n.tsx'
import { problemText, refusalText, refusalTodo } from './problem.ts'

beforeAll(() => loadTexts('en'))

function refused(facts: Problem['facts']): ApiError {
  const body: Problem = {
    type: 'urn:xiezhi:problem:LEDGER_REFUSED',
    title: { zh: '账本拒绝了该操作', en: 'The ledger refused' },
    status: 409,
    code: 'LEDGER_REFUSED',
    facts,
    todo: { zh: '请检查所填内容', en: 'Check what was entered' },
  }
  expect(Value.Check(problem, body)).toBe(true)
  return new ApiError(body.code, body.status, body.facts, body)
}

describe('a refusal of the ledger', () => {
  test('that the gateway hands on is told in the words of its code', () => {
    const error = refused({ codespace: 'deposit', code: 20, name: 'NotCorroborated', facts: { rule: 'X-42' } })
    expect(problemText('en', error)).toEqual({
      what: 'The time before the chain is contested, and nothing supports it',
      todo: expect.stringContaining('Require source data') as string,
    })
    expect(problemText('zh-CN', error).todo).toContain('责令说明来源')
  })

  test.each([{}, { codespace: 'deposit', name: 'NotACode' }, { codespace: 7, name: 'x' }])(
    'without known words keeps those of the gateway: %j',
    (facts) => {
      expect(problemText('en', refused(facts))).toEqual({ what: 'The ledger refused', todo: 'Check what was entered' })
    },
  )

  test('without words of its own is named by its code', () => {
    const unknown = { codespace: 'deposit', name: 'NotACode', facts: {} }
    expect(refusalText('en', unknown)).toBe('The ledger refused (deposit/NotACode)')
    expect(refusalTodo('en', unknown)).not.toContain('{')
  })
})
