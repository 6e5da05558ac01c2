import { base64Decode, base64Encode, decodeCanonical, encodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  acknowledge,
  clerk,
  fixtureErrors,
  judge,
  link,
  objectionMessage,
  objectionOf,
  receive,
  sent,
} from '../fixtures.ts'

describe('receiveObjection', () => {
  test('is refused by policy, or by the register with its code', () => {
    const { court, justice, relay } = link()
    court.chain.deliver([objectionMessage(court, { purpose: 'CURIOSITY' })], [clerk])
    relay(court, 1)
    expect(objectionOf(court)).toMatchObject({ state: 'REFUSED', refusal: 'PURPOSE_NOT_ALLOWED' })
    expect(justice.objected).toEqual([])

    const [one, two] = ['c4'.repeat(16), 'c5'.repeat(16)]
    court.chain.deliver([objectionMessage(court, { objectionId: one })], [clerk])
    court.chain.deliver([objectionMessage(court, { objectionId: two })], [clerk])
    relay(court, 2)
    relay(court, 3)
    const { codespace, code } = fixtureErrors.RegisterRefuses
    expect(objectionOf(court, one)).toMatchObject({ state: 'RAISED' })
    expect(objectionOf(court, two)).toMatchObject({ state: 'REFUSED', refusal: null, register: { codespace, code } })
  })

  test('a zone without the register says so', () => {
    const { court, justice } = link()
    court.set.policy = justice.set.policy
    court.chain.deliver([objectionMessage(court)], [judge])
    const ack = receive(court, sent(court, 1))
    acknowledge(court, 1, ack)

    const { codespace, code } = errors.RegisterMissing
    expect(objectionOf(court)).toMatchObject({ state: 'REFUSED', register: { codespace, code } })
  })

  test('one id with another content is refused and leaves the first', () => {
    const { court, justice } = link()
    court.chain.deliver([objectionMessage(court)], [judge])
    const packet = sent(court, 1)
    receive(justice, packet)
    const before = justice.chain.moduleEntries()
    const content = decodeCanonical(base64Decode(packet.bytes)) as Readonly<Record<string, Json>>
    const other = base64Encode(encodeCanonical({ ...content, licenceNo: '11101201010999999' }))

    expect(receive(justice, { ...packet, bytes: other })).toBeNull()
    expect(justice.chain.moduleEntries()).toBe(before)
  })
})
