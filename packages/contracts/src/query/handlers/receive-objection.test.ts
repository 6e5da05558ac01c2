import { base64Decode, base64Encode, decodeCanonical, encodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  acknowledge,
  CASE_REF,
  clerk,
  CLIENT,
  DIGEST,
  fixtureErrors,
  judge,
  LICENCE,
  link,
  receive,
  sent,
} from '../fixtures.ts'
import type { Zone } from '../fixtures.ts'

const OBJECTION = 'c3'.repeat(16)

const message = ({ chain }: Zone, change: Readonly<Record<string, Json>> = {}) => ({
  type: 'query/RaiseObjection',
  value: {
    sourceClient: CLIENT,
    timeoutSeconds: Math.floor(chain.nowMs / 1_000) + 600,
    objectionId: OBJECTION,
    licenceNo: LICENCE,
    purpose: 'LAWYER_VERIFICATION',
    legalBasis: 'OPINION_18',
    caseRef: CASE_REF,
    groundsDigest: DIGEST,
    ...change,
  },
})
const objectionOf = ({ chain }: Zone, objectionId = OBJECTION) => chain.query('query/objection', { objectionId })

describe('receiveObjection', () => {
  test('is refused by policy, or by the register with its code', () => {
    const { court, justice, relay } = link()
    court.chain.deliver([message(court, { purpose: 'CURIOSITY' })], [clerk])
    relay(court, 1)
    expect(objectionOf(court)).toMatchObject({ state: 'REFUSED', refusal: 'PURPOSE_NOT_ALLOWED' })
    expect(justice.objected).toEqual([])

    const [one, two] = ['c4'.repeat(16), 'c5'.repeat(16)]
    court.chain.deliver([message(court, { objectionId: one })], [clerk])
    court.chain.deliver([message(court, { objectionId: two })], [clerk])
    relay(court, 2)
    relay(court, 3)
    const { codespace, code } = fixtureErrors.RegisterRefuses
    expect(objectionOf(court, one)).toMatchObject({ state: 'RAISED' })
    expect(objectionOf(court, two)).toMatchObject({ state: 'REFUSED', refusal: null, register: { codespace, code } })
  })

  test('a zone without the register says so', () => {
    const { court, justice } = link()
    court.set.policy = justice.set.policy
    court.chain.deliver([message(court)], [judge])
    const ack = receive(court, sent(court, 1))
    acknowledge(court, 1, ack)

    const { codespace, code } = errors.RegisterMissing
    expect(objectionOf(court)).toMatchObject({ state: 'REFUSED', register: { codespace, code } })
  })

  test('one id with another content is refused and leaves the first', () => {
    const { court, justice } = link()
    court.chain.deliver([message(court)], [judge])
    const packet = sent(court, 1)
    receive(justice, packet)
    const before = justice.chain.moduleEntries()
    const content = decodeCanonical(base64Decode(packet.bytes)) as Readonly<Record<string, Json>>
    const other = base64Encode(encodeCanonical({ ...content, licenceNo: '11101201010999999' }))

    expect(receive(justice, { ...packet, bytes: other })).toBeNull()
    expect(justice.chain.moduleEntries()).toBe(before)
  })
})
