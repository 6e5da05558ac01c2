import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { lawVersion } from '../api.ts'
import { errors } from '../errors.ts'
import {
  DIGEST,
  governed,
  governorOne,
  governorTwo,
  message,
  portErrors,
  TODAY,
  TOMORROW,
  YESTERDAY,
} from '../fixtures.ts'

const both = [governorOne, governorTwo]
const valid = { parameterVersion: DIGEST, effectiveFrom: TOMORROW, source: '规则库 2026-03' }

describe('activateLaw', () => {
  test('applies a law book from its day on', () => {
    const { chain } = governed()
    expect(chain.deliver([message('ActivateLaw', valid)], both).events).toMatchObject([{ type: 'LawActivated' }])
    expect(lawVersion(chain.context())).toBeUndefined()
    expect(lawVersion(chain.context(), TOMORROW)).toMatchObject({ parameterVersion: DIGEST })
    chain.advance(86_400_000)
    expect(lawVersion(chain.context())).toMatchObject({ effectiveFrom: TOMORROW })
    expect(chain.violations()).toEqual([])
  })

  test('rejects one person, the past and a second one for the day', () => {
    const { chain } = governed()
    expectRejected(chain, portErrors.NotGovernors, [message('ActivateLaw', valid)], [governorOne])
    expectRejected(chain, errors.EffectInPast, [message('ActivateLaw', { ...valid, effectiveFrom: YESTERDAY })], both)
    const today = message('ActivateLaw', { ...valid, effectiveFrom: TODAY })
    expect(chain.deliver([today], both).code).toBe(0)
    expectRejected(chain, errors.LawVersionExists, [today], both)
  })

  test('rejects the 513th law book', () => {
    const { chain } = governed()
    const on = (n: number) => message('ActivateLaw', { ...valid, effectiveFrom: `${3000 + n}-01-01` })
    expect(
      chain.deliver(
        Array.from({ length: 512 }, (_, n) => on(n)),
        both,
      ).code,
    ).toBe(0)
    expectRejected(chain, errors.LawVersionLimit, [on(512)], both)
  })
})
