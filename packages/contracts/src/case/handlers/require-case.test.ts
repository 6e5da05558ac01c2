import { ContractError, Overlay } from '@xiezhi/kernel'
import { bundledLaw, lawyer } from '@xiezhi/law'
import { describe, expect, test } from 'vitest'
import { AGENT, CASE_REF, withAgent } from '../fixtures.ts'
import { agents } from '../state.ts'
import { lawVersionOf } from '../../law-reading.ts'
import { agentsOn, byLaw, caseNumberKey } from './require-case.ts'
import { errors } from '../errors.ts'

describe('requireCase', () => {
  test('an agent runs up to the day before the end', () => {
    const { chain } = withAgent()
    const store = new Overlay(chain.store)
    const agent = agents(store).get(CASE_REF, AGENT)
    if (agent !== undefined) agents(store).set([CASE_REF, AGENT], { ...agent, endedOn: '2026-03-10' })
    const ctx = { ...chain.context(), store }

    expect(agentsOn(ctx, CASE_REF, '2026-03-09')).toHaveLength(1)
    expect(agentsOn(ctx, CASE_REF, '2026-03-10')).toEqual([])
  })

  test('a number and a tag with the same text are looked up apart, and so are two courts', () => {
    const ctx = withAgent().chain.context()
    const keys = [
      caseNumberKey(ctx, '京0105', 'number', 'x'),
      caseNumberKey(ctx, '京0105', 'tag', 'x'),
      caseNumberKey(ctx, '京0106', 'number', 'x'),
    ]

    expect(new Set(keys).size).toBe(3)
  })

  test('another law has another version', () => {
    const ctx = withAgent().chain.context()
    const empty = { ...bundledLaw, parameters: new Map() }

    expect(lawVersionOf(ctx, bundledLaw)).not.toBe(lawVersionOf(ctx, empty))
    expect(lawVersionOf(ctx, bundledLaw)).toBe(lawVersionOf(ctx, bundledLaw))
  })

  test('a refusal of a law function has a code of this module; other faults pass', () => {
    const fault = new TypeError('x')
    const usedBefore = { verifiedAt: '2026-03-02T09:00:00+08:00', usedAt: '2026-03-02T08:59:59+08:00' }

    expect(() => byLaw(() => lawyer.receiptFreshness(usedBefore, bundledLaw))).toThrow(
      new ContractError(errors.LawRefused, { law: 'CLOCK_ORDER', path: '/usedAt' }),
    )
    expect(() =>
      byLaw(() => {
        throw fault
      }),
    ).toThrow(fault)
  })
})
