import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  acknowledge,
  bureau,
  CLIENT,
  DIGEST,
  fixtureErrors,
  judge,
  LICENCE,
  link,
  OBJECTION,
  objectionMessage,
  objectionOf,
  otherCourt,
  receive,
  sent,
  timeOut,
} from '../fixtures.ts'

describe('raiseObjection', () => {
  test('reaches the register of the other zone, and the court learns that it was raised', () => {
    const { court, justice, relay } = link()
    court.chain.deliver([objectionMessage(court)], [judge])
    expect(objectionOf(court)).toMatchObject({ state: 'SENT', role: 'COURT_JUDGE', attempts: 1 })
    relay(court, 1)

    expect(justice.objected).toEqual([
      {
        client: CLIENT,
        organisation: 'court-1',
        role: 'COURT_JUDGE',
        objectionId: OBJECTION,
        licenceNo: LICENCE,
        groundsDigest: DIGEST,
      },
    ])
    expect(objectionOf(court)).toMatchObject({ state: 'RAISED', refusal: null, register: null })
    expect(justice.chain.query('query/objectionReceived', { client: CLIENT, objectionId: OBJECTION })).toMatchObject({
      organisation: 'court-1',
      policyVersion: 3,
    })
    expect([...court.chain.violations(), ...justice.chain.violations()]).toEqual([])
  })

  test('that did not arrive is sent again; what arrives twice is raised once', () => {
    const { court, justice, relay } = link()
    court.chain.deliver([objectionMessage(court)], [judge])
    const lost = sent(court, 1)
    court.chain.nowMs += 601_000
    timeOut(court, 1)
    expect(objectionOf(court)).toMatchObject({ state: 'UNDELIVERED' })
    court.chain.deliver([objectionMessage(court)], [judge])
    relay(court, 2)
    receive(justice, lost)

    expect(justice.objected).toHaveLength(1)
    expect(objectionOf(court)).toMatchObject({ state: 'RAISED', attempts: 2 })
  })

  test('an answer that is none, or the error acknowledgement, reads as refused', () => {
    const { court } = link()
    court.chain.deliver([objectionMessage(court)], [judge])
    acknowledge(court, 1, null)

    expect(objectionOf(court)).toMatchObject({ state: 'REFUSED', refusal: null, register: null })
  })

  test('rejects strangers, another court, other content under the same id, and a second sending', () => {
    const { court } = link()

    expectRejected(court.chain, fixtureErrors.RoleMissing, [objectionMessage(court)], [bureau])
    court.chain.deliver([objectionMessage(court)], [judge])
    expectRejected(court.chain, errors.ObjectionSent, [objectionMessage(court)], [judge])
    expectRejected(court.chain, errors.OtherOrganisation, [objectionMessage(court)], [otherCourt])
    court.chain.nowMs += 601_000
    timeOut(court, 1)
    const other = objectionMessage(court, { groundsDigest: `sha256:${'0e'.repeat(32)}` })
    expectRejected(court.chain, errors.ObjectionSent, [other], [judge])
    const late = objectionMessage(court, { objectionId: 'c9'.repeat(16), timeoutSeconds: 1 })
    expectRejected(court.chain, fixtureErrors.WireClosed, [late], [judge])
  })
})
