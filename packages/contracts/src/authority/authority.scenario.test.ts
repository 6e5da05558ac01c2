import type { Json } from '@xiezhi/codec'
import { expectRejected, testSigner } from '@xiezhi/kernel/testing'
import { beforeEach, describe, expect, test } from 'vitest'
import type { TestChain } from '@xiezhi/kernel/testing'
import { errors } from './errors.ts'
import {
  authorityChain,
  bureauOne,
  bureauTwo,
  BUREAU,
  clerk,
  COURT,
  grant,
  judge,
  message,
  ROOT,
  rootOne,
  rootTwo,
} from './fixtures.ts'

let chain: TestChain
beforeEach(() => {
  chain = authorityChain()
})

const DAY_MS = 86_400_000
const accept = (result: { code: number; facts: unknown }): void => expect(result).toMatchObject({ code: 0, facts: {} })

describe('the authority of an alliance', () => {
  test('given a province, when the root accredits a district below its bureau, then its officer acts in the district only', () => {
    const district = testSigner('bureau-110105', 'district-one', 40)
    const narrow = grant({ roles: ['JUSTICE_BUREAU'], jurisdictions: ['110105'], recordTypes: ['lawyerCredential'] })
    accept(
      chain.deliver(
        [
          message('AccreditOrganisation', {
            organisation: 'bureau-110105',
            parent: BUREAU,
            zh: '区司法局',
            en: 'District bureau',
            grant: narrow,
          }),
          message('OpenOffice', {
            organisation: 'bureau-110105',
            office: 'main',
            zh: '律师科',
            en: 'Lawyers',
            grant: narrow,
          }),
          message('AppointOfficer', {
            organisation: 'bureau-110105',
            office: 'main',
            officer: 'district-one',
            personId: 'person-0040',
            grant: narrow,
            key: district.key,
            keyValidToMs: chain.nowMs + 365 * DAY_MS,
          }),
        ],
        [bureauOne, bureauTwo, district],
      ),
    )
    const line = chain.query('authority/organisation', { organisation: 'bureau-110105' }) as { organisation: string }[]
    expect(line.map((link) => link.organisation)).toEqual(['bureau-110105', BUREAU, ROOT])
    expect(chain.violations()).toEqual([])
  })

  test('given a judge who leaves, when the office is handed over, then the keys end and the successor answers', () => {
    const successor = testSigner(COURT, 'judge-two', 41)
    accept(
      chain.deliver(
        [
          message('AppointOfficer', {
            organisation: COURT,
            office: 'main',
            officer: 'judge-two',
            personId: 'person-0041',
            grant: grant({ roles: ['COURT_JUDGE'] }),
            key: successor.key,
            keyValidToMs: null,
          }),
        ],
        [rootOne, rootTwo, successor],
      ),
    )
    accept(
      chain.deliver(
        [
          message('ReleaseOfficer', {
            organisation: COURT,
            officer: 'judge',
            successor: 'judge-two',
            leavesAtMs: null,
            duties: [{ kind: 'CASE', subject: 'case-1' }],
          }),
        ],
        [rootOne, rootTwo],
      ),
    )
    const seen = chain.query('authority/officer', { organisation: COURT, officer: 'judge' })
    expect(seen).toMatchObject({ responsible: 'judge-two', keys: [{ end: { reason: 'LEFT' } }] })
    const proposal = { type: 'authority/RevokeKey', value: { key: clerk.key }, expiresAtMs: chain.nowMs + DAY_MS }
    expectRejected(chain, errors.KeyEnded, [message('Propose', proposal)], [judge])
    expect(chain.violations()).toEqual([])
  })

  test('given a stolen key, when it is revoked from the day of the theft, then later acts are doubtful and new ones refused', () => {
    const suspension = { organisation: COURT, fromMs: null, toMs: null, reason: 'AUDIT' }
    accept(chain.deliver([message('SuspendOrganisation', suspension)], [rootOne, rootTwo]))
    chain.advance(DAY_MS)
    const stolenMs = chain.nowMs
    chain.advance(1_000)
    accept(chain.deliver([message('ReinstateOrganisation', { organisation: COURT })], [rootOne, rootTwo]))
    chain.advance(1_000)
    accept(chain.deliver([message('RevokeKey', { key: rootTwo.key, compromisedFromMs: stolenMs })], [rootTwo]))
    const doubtful = chain.query('authority/doubtfulActs', { key: rootTwo.key }) as { acts: { type: string }[] }
    expect(doubtful.acts.map(({ type }) => type)).toEqual(['authority/ReinstateOrganisation', 'authority/RevokeKey'])
    expectRejected(chain, errors.KeyCompromised, [message('SuspendOrganisation', suspension)], [rootOne, rootTwo])
    const standing = (stampMs: number): Json => chain.query('authority/keyStanding', { key: rootTwo.key, stampMs })
    expect(standing(stolenMs - 1)).toMatchObject({ standing: 'VALID' })
    expect(standing(stolenMs)).toMatchObject({ standing: 'DOUBTFUL' })
    expect(standing(chain.nowMs + 1)).toMatchObject({ standing: 'REFUSED' })
    expect(chain.violations()).toEqual([])
  })
})
