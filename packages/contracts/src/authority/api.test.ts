import type { Json } from '@xiezhi/codec'
import { defineMessage, ensure } from '@xiezhi/kernel'
import type { CheckContext, Module } from '@xiezhi/kernel'
import { expectRejected, testSigner } from '@xiezhi/kernel/testing'
import type { TestChain, TestSigner } from '@xiezhi/kernel/testing'
import { array, json, nullable, object, optional, string } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  closeDuty,
  coversJurisdiction,
  noteAct,
  openDuty,
  requireRole,
  requireTwoPersons,
  responsibleFor,
} from './api.ts'
import type { Scope } from './api.ts'
import { errors } from './errors.ts'
import {
  authorityChain,
  bureauOne,
  bureauTwo,
  clerk,
  COURT,
  genesis,
  grant,
  judge,
  judgeElsewhere,
  message,
  relayer,
  rootOne,
  rootTwo,
  stranger,
} from './fixtures.ts'
import { role } from './state.ts'

const text = string({ bytesMax: 64 })
const act = object({
  roles: array(role, { max: 4 }),
  second: nullable(array(role, { max: 4 })),
  scope: optional(json({ bytesMax: 500 })),
})

/** A module that only asks who may act, and keeps duties. */
const probe: Module = {
  name: 'probe',
  version: 1,
  errors: {},
  events: [],
  queries: [],
  invariants: [],
  migrations: [],
  initGenesis: () => undefined,
  messages: [
    defineMessage({
      type: 'probe/Act',
      schema: act,
      check: (ctx: CheckContext, { roles, second, scope = {} }: Infer<typeof act>) =>
        second === null
          ? requireRole(ctx, roles, scope as Scope)
          : requireTwoPersons(ctx, roles, second, scope as Scope)[1],
      execute: (ctx, _value, actor) => {
        noteAct(ctx, 'probe/Act', actor.officer)
        return { officer: actor.officer, byDelegation: actor.delegationId !== null, where: [...actor.jurisdictions] }
      },
    }),
    defineMessage({
      type: 'probe/Duty',
      schema: object({ officer: text, subject: text, close: text }),
      check: (ctx: CheckContext) => ensure(ctx.signers.length > 0, errors.KeyUnknown),
      execute: (ctx, { officer, subject, close }) => {
        if (close === 'yes') closeDuty(ctx, COURT, officer, { kind: 'CASE', subject })
        else openDuty(ctx, COURT, officer, { kind: 'CASE', subject })
        return null
      },
    }),
  ],
}

let chain: TestChain
beforeEach(() => {
  chain = authorityChain([probe])
})
const asks = (roles: Json, scope: Json = {}, second: Json = null) => ({
  type: 'probe/Act',
  value: { roles, second, scope },
})

describe('requireRole', () => {
  test('finds the signer with the role among several', () => {
    const result = chain.deliver([asks(['COURT_CLERK'])], [judge, clerk])
    expect(result.data).toEqual([{ officer: 'clerk', byDelegation: false, where: [''] }])
  })

  const elsewhere: TestSigner = { ...clerk, officer: 'judge' }
  test.each([
    ['a key nobody has', errors.KeyUnknown, ['COURT_JUDGE'], {}, [stranger]],
    ['the key of another officer', errors.KeyOfAnother, ['COURT_JUDGE'], {}, [elsewhere]],
    ['another role', errors.RoleNotHeld, ['COURT_CLERK'], {}, [judge]],
    ['a service in the place of an officer', errors.RoleNotHeld, ['COURT_CLERK', 'COURT_JUDGE'], {}, [relayer]],
    ['another region', errors.JurisdictionNotCovered, ['JUSTICE_BUREAU'], { jurisdiction: '310105' }, [bureauOne]],
    [
      'a region of the same city only',
      errors.JurisdictionNotCovered,
      ['LAWYER'],
      { jurisdiction: '1102' },
      [bureauTwo],
    ],
    ['another record type', errors.RecordTypeNotAccredited, ['LAWYER'], { recordType: 'other' }, [bureauOne]],
    ['another organisation', errors.OrganisationNotOwn, ['LAWYER'], { organisations: ['x'] }, [bureauOne]],
  ])('rejects %s', (_, kind, roles, scope, signers) => {
    expect(expectRejected(chain, kind, [asks(roles, scope)], signers).data).toBeNull()
  })

  test('covers regions below its own and record types of the chain', () => {
    const scope = { jurisdiction: '110105', recordType: 'lawFirm', orderType: 'freeze' }
    expect(chain.deliver([asks(['JUSTICE_BUREAU'], scope)], [bureauTwo]).code).toBe(0)
    expect([coversJurisdiction('110000', '110105'), coversJurisdiction('110105', '110000')]).toEqual([true, false])
  })

  test('judges the term of key, officer and chain as of the stamp', () => {
    const late = testSigner(COURT, 'late', 95)
    const toMs = chain.nowMs + 20_000
    const value = {
      organisation: COURT,
      office: 'main',
      officer: 'late',
      personId: 'person-0095',
      grant: grant({ roles: ['COURT_CLERK'], orderTypes: [], validFromMs: chain.nowMs + 5_000, validToMs: toMs }),
      key: late.key,
      keyValidToMs: toMs + 10_000,
    }
    expect(chain.deliver([message('AppointOfficer', value)], [rootOne, rootTwo, late]).code).toBe(0)
    expectRejected(chain, errors.OfficerNotInForce, [asks(['COURT_CLERK'])], [late])
    chain.nowMs += 6_000
    expect(chain.deliver([asks(['COURT_CLERK'])], [late]).code).toBe(0)
    expectRejected(chain, errors.OrderTypeNotAccredited, [asks(['COURT_CLERK'], { orderType: 'freeze' })], [late])
    chain.nowMs = toMs
    expectRejected(chain, errors.OfficerNotInForce, [asks(['COURT_CLERK'])], [late])
    chain.nowMs = toMs + 10_000
    expectRejected(chain, errors.KeyExpired, [asks(['COURT_CLERK'])], [late])
  })

  test('an officer below an accreditation of limited term ends with it', () => {
    const dated = grant({ roles: ['LAWYER'], validToMs: chain.nowMs + 5_000 })
    const signer = testSigner('firm', 'lawyer', 96)
    const first = [
      message('AccreditOrganisation', { organisation: 'firm', parent: COURT, zh: '所', en: 'Firm', grant: dated }),
      message('OpenOffice', { organisation: 'firm', office: 'main', zh: '所', en: 'Firm', grant: dated }),
    ]
    expect(chain.deliver(first, [rootOne, rootTwo]).code).toBe(0)
    const value = {
      organisation: 'firm',
      office: 'main',
      officer: 'lawyer',
      personId: 'person-0096',
      grant: dated,
      key: signer.key,
      keyValidToMs: null,
    }
    expect(chain.deliver([message('AppointOfficer', value)], [rootOne, rootTwo, signer]).code).toBe(0)
    expect(chain.deliver([asks(['LAWYER'])], [signer]).code).toBe(0)
    chain.nowMs += 5_000
    expectRejected(chain, errors.OfficerNotInForce, [asks(['LAWYER'])], [signer])
  })

  test('uses rights by delegation within their roles, dates and scope, as long as the giver has them', () => {
    const value = {
      organisation: COURT,
      from: 'judge',
      to: 'clerk',
      grant: grant({
        roles: ['COURT_JUDGE'],
        jurisdictions: ['110000'],
        validFromMs: chain.nowMs + 5_000,
        validToMs: chain.nowMs + 60_000,
      }),
    }
    expect(chain.deliver([message('Delegate', value)], [judge]).code).toBe(0)
    expectRejected(chain, errors.RoleNotHeld, [asks(['COURT_JUDGE'])], [clerk])
    chain.nowMs += 6_000
    const inScope = asks(['COURT_JUDGE'], { jurisdiction: '1101' })
    expect(chain.deliver([inScope], [clerk]).data).toEqual([{ officer: 'clerk', byDelegation: true, where: ['11'] }])
    expectRejected(chain, errors.RoleNotHeld, [asks(['COURT_JUDGE'], { jurisdiction: '31' })], [clerk])
    expectRejected(chain, errors.RoleNotHeld, [asks(['COURT_PRESIDENT'])], [clerk])
    const release = { organisation: COURT, officer: 'judge', successor: null, leavesAtMs: null, duties: [] }
    expect(chain.deliver([message('ReleaseOfficer', release)], [rootOne, rootTwo]).code).toBe(0)
    expectRejected(chain, errors.RoleNotHeld, [inScope], [clerk])
  })
})

describe('requireTwoPersons', () => {
  test('takes two persons in two roles, in either order of signing', () => {
    const both = asks(['COURT_JUDGE'], {}, ['COURT_CLERK'])
    expect(chain.deliver([both], [clerk, judge]).data).toEqual([{ officer: 'clerk', byDelegation: false, where: [''] }])
  })

  test('rejects one person, with one key or two offices', () => {
    const roles = ['COURT_JUDGE', 'COURT_FILING']
    expectRejected(chain, errors.TwoPersonsNeeded, [asks(roles, {}, roles)], [judge])
    expectRejected(chain, errors.TwoPersonsNeeded, [asks(roles, {}, roles)], [judge, judgeElsewhere])
    expect(expectRejected(chain, errors.RoleNotHeld, [asks(roles, {}, roles)], [judge, clerk]).data).toBeNull()
  })
})

describe('duties', () => {
  const duty = (subject: string, close = 'no') => ({ type: 'probe/Duty', value: { officer: 'judge', subject, close } })
  const release = (officer: string, successor: string | null) =>
    message('ReleaseOfficer', { organisation: COURT, officer, successor, leavesAtMs: null, duties: [] })

  test('pass along a line of successors', () => {
    expect(chain.deliver([duty('case-1')], [judge]).code).toBe(0)
    expectRejected(chain, errors.SuccessorMissing, [release('judge', null)], [rootOne, rootTwo])
    expect(chain.deliver([release('judge', 'clerk')], [rootOne, rootTwo]).code).toBe(0)
    expect(chain.deliver([release('clerk', 'judge-elsewhere')], [rootOne, rootTwo]).code).toBe(0)
    expect(responsibleFor(chain.context(), COURT, 'judge')).toBe('judge-elsewhere')
    expect(responsibleFor(chain.context(), COURT, 'nobody')).toBeUndefined()
  })

  test('that are closed need no successor, and no officer has more than sixty-four', () => {
    const many = Array.from({ length: 64 }, (_, n) => duty(`case-${n}`))
    expect(chain.deliver(many, [judge]).code).toBe(0)
    expectRejected(chain, errors.DutyLimit, [duty('case-64')], [judge])
    expect(
      chain.deliver(
        Array.from({ length: 64 }, (_, n) => duty(`case-${n}`, 'yes')),
        [judge],
      ).code,
    ).toBe(0)
    expect(chain.deliver([release('judge', null)], [rootOne, rootTwo]).code).toBe(0)
    expect(responsibleFor(chain.context(), COURT, 'judge')).toBeUndefined()
  })
})

describe('genesis', () => {
  test('that is absent, or has one administrator, or two roots', () => {
    const { officers, ...rest } = genesis()
    const lonely = { ...rest, officers: officers.slice(0, 1) }
    expect(() => authorityChain([], { authority: lonely as unknown as Json })).toThrow(/GenesisInvalid/)
    const second = { ...rest.organisations[0], organisation: 'other' }
    const twoRoots = { ...rest, officers, organisations: [...rest.organisations, second] }
    expect(() => authorityChain([], { authority: twoRoots as unknown as Json })).toThrow(/GenesisInvalid/)
    expect(() => authorityChain([], { authority: { organisations: [] } })).toThrow(/GenesisInvalid/)
    expect(authorityChain([], { authority: null }).violations()).toEqual([])
  })
})
