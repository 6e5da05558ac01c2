import { expectRejected } from '@xiezhi/kernel/testing'
import type { TestChain } from '@xiezhi/kernel/testing'
import { beforeEach, describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { authorityChain, clerk, COURT, judge, message, ROOT, rootOne, rootThree, rootTwo } from '../fixtures.ts'
import { duties, keys, officers } from '../state.ts'

let chain: TestChain
beforeEach(() => {
  chain = authorityChain()
})
const both = [rootOne, rootTwo]
const valid = {
  organisation: COURT,
  officer: 'judge',
  successor: 'clerk' as string | null,
  leavesAtMs: null as number | null,
  duties: [{ kind: 'CASE', subject: 'case-1' }],
}
const release = (change: Partial<typeof valid> = {}) => message('ReleaseOfficer', { ...valid, ...change })

describe('releaseOfficer', () => {
  test('ends office and keys and names the open duties for the successor', () => {
    expect(chain.deliver([release()], both).events).toMatchObject([{ type: 'OfficerReleased', data: { duties: 1 } }])
    expect(officers(chain.store).get(COURT, 'judge')?.left).toMatchObject({ atMs: chain.nowMs, successor: 'clerk' })
    expect(keys(chain.store).get(judge.key)?.end).toMatchObject({ atMs: chain.nowMs, reason: 'LEFT' })
    expect(duties(chain.store).list({ under: [COURT, 'judge'], limit: 9 })).toHaveLength(1)
    expect(chain.violations()).toEqual([])
  })

  test('at a later date leaves the key in force until then', () => {
    const leavesAtMs = chain.nowMs + 10_000
    expect(chain.deliver([release({ leavesAtMs })], both).code).toBe(0)
    const probe = (n: number) =>
      message('Propose', { type: 'authority/OpenOffice', value: { n }, expiresAtMs: chain.nowMs + 1_000 })
    expectRejected(chain, errors.ProposalMalformed, [probe(1)], [judge])
    chain.nowMs = leavesAtMs
    expectRejected(chain, errors.KeyEnded, [probe(2)], [judge])
  })

  test('rejects open duties without a successor and successors who do not serve', () => {
    expectRejected(chain, errors.SuccessorMissing, [release({ successor: null })], both)
    expectRejected(chain, errors.SuccessorSelf, [release({ successor: 'judge' })], both)
    expectRejected(chain, errors.OfficerUnknown, [release({ successor: 'nobody' })], both)
    expectRejected(chain, errors.OfficerUnknown, [release({ officer: 'nobody' })], both)
    expectRejected(chain, errors.StartInPast, [release({ leavesAtMs: chain.nowMs - 1 })], both)
    expectRejected(chain, errors.RoleNotHeld, [release()], [rootOne, clerk])
    expect(chain.deliver([release({ leavesAtMs: chain.nowMs + 60_000 })], both).code).toBe(0)
    expectRejected(chain, errors.OfficerLeft, [release()], both)
    const back = { officer: 'clerk', successor: 'judge' }
    expectRejected(chain, errors.SuccessorNotInForce, [release(back)], both)
  })

  test('rejects a successor who has handed over to the leaver', () => {
    expect(chain.deliver([release()], both).code).toBe(0)
    expectRejected(chain, errors.SuccessorLoop, [release({ officer: 'clerk', successor: 'judge' })], both)
  })

  test('keeps two administrators of the root', () => {
    const leave = (officer: string) => release({ organisation: ROOT, officer, successor: null, duties: [] })
    expect(chain.deliver([leave('root-three')], both).code).toBe(0)
    expectRejected(chain, errors.AdministratorMissing, [leave('root-two')], both)
    expect(keys(chain.store).get(rootThree.key)?.end?.reason).toBe('LEFT')
  })
})
