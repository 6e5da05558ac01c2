import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { clerk, DIGEST, fixtureErrors, gateway, link, otherGateway } from '../fixtures.ts'

const packageId = '5a'.repeat(16)
const message = (digest = DIGEST) => ({ type: 'query/RecordAuditPackage', value: { packageId, digest } })

describe('recordAuditPackage', () => {
  test('keeps the digest with its time, once, in either zone', () => {
    const { court, justice } = link()
    for (const { chain } of [court, justice]) {
      expect(chain.query('query/auditPackage', { packageId })).toBeNull()
      const { events } = chain.deliver([message()], [gateway])
      expect(events).toMatchObject([{ type: 'AuditPackageRecorded', data: { packageId, digest: DIGEST } }])
      const recorded = {
        packageId,
        digest: DIGEST,
        organisation: 'court-1',
        officer: 'gateway',
        recordedAtMs: chain.app.lastStampMs(),
      }
      expect(chain.query('query/auditPackage', { packageId })).toEqual(recorded)
      expectRejected(chain, errors.AuditPackageRecorded, [message(`sha256:${'11'.repeat(32)}`)], [gateway])
      expectRejected(chain, errors.AuditPackageRecorded, [message()], [otherGateway])
      expect(chain.query('query/auditPackage', { packageId })).toEqual(recorded)
      expect(chain.violations()).toEqual([])
    }
  })

  test('is for a gateway, and for no person', () => {
    const { court } = link()
    expectRejected(court.chain, fixtureErrors.RoleMissing, [message()], [clerk])
    expect(court.chain.query('query/auditPackage', { packageId })).toBeNull()
  })
})
