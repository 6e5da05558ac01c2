import type { Json } from '@xiezhi/codec'
import type { TestChain } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import {
  BEIJING_FIRM,
  bureau,
  department,
  DIGEST,
  LICENCE,
  LAWYER_ID,
  lawyerSelf,
  MOVED_LICENCE,
  OBJECTION_ID,
  SANCTION_ID,
  sanctionMessage,
  SHANGHAI_FIRM,
  withLawyer,
} from '../fixtures.ts'

const DAY_MS = 86_400_000
const asOf = (
  chain: TestChain,
  validAt: string,
  knownAtMs: number,
  licenceNo = LICENCE,
): Readonly<Record<string, Json>> =>
  chain.query('lawyer/standingAsOf', { licenceNo, validAt, knownAtMs }) as Readonly<Record<string, Json>>

describe('standingAsOf', () => {
  test('a suspension entered late was not known before, also for the days that it covers', () => {
    const { chain } = withLawyer()
    const before = chain.nowMs
    chain.advance(DAY_MS)
    chain.deliver([sanctionMessage()], bureau)
    const after = chain.nowMs

    expect(asOf(chain, '2026-03-02', before)).toMatchObject({ status: 'ACTIVE', statusTo: null, events: 1 })
    expect(asOf(chain, '2026-03-02', after - 1)).toMatchObject({ status: 'ACTIVE', events: 1 })
    expect(asOf(chain, '2026-03-02', after)).toMatchObject({
      status: 'SUSPENDED',
      statusFrom: '2026-03-01',
      statusTo: '2026-08-31',
      events: 2,
    })
    expect(asOf(chain, '2026-02-28', after)).toMatchObject({ status: 'ACTIVE' })
  })

  test('a sanction set aside still reads as it was known in between', () => {
    const { chain } = withLawyer()
    chain.deliver([sanctionMessage()], bureau)
    const between = chain.nowMs
    chain.advance(DAY_MS)
    const value = { sanctionId: SANCTION_ID, on: '2026-03-01', instrumentDigest: DIGEST }
    chain.deliver([{ type: 'lawyer/SetAsideSanction', value }], bureau)

    expect(asOf(chain, '2026-03-05', between)).toMatchObject({ status: 'SUSPENDED' })
    expect(asOf(chain, '2026-03-05', chain.nowMs)).toMatchObject({ status: 'ACTIVE' })
    expect(chain.violations()).toEqual([])
  })

  test('tells the firm of the day and an objection that was open then', () => {
    const { chain } = withLawyer()
    const start = { licenceNo: LICENCE, from: '2026-03-01', instrumentDigest: DIGEST }
    chain.deliver([{ type: 'lawyer/StartTransfer', value: start }], bureau)
    const complete = {
      licenceNo: LICENCE,
      newLicenceNo: MOVED_LICENCE,
      newFirmUscc: SHANGHAI_FIRM,
      from: '2026-03-02',
      instrumentDigest: DIGEST,
    }
    const between = chain.nowMs
    chain.advance(1_000)
    chain.deliver([{ type: 'lawyer/CompleteTransfer', value: complete }], department)
    const objection = { objectionId: OBJECTION_ID, licenceNo: MOVED_LICENCE, groundsDigest: DIGEST }
    const moved = chain.nowMs
    chain.advance(1_000)
    chain.deliver([{ type: 'lawyer/RaiseObjection', value: objection }], [lawyerSelf])

    expect(asOf(chain, '2026-02-28', chain.nowMs)).toMatchObject({ firmUscc: BEIJING_FIRM, disputed: true })
    expect(asOf(chain, '2026-03-02', between)).toMatchObject({ status: 'TRANSFERRING', firmUscc: null })
    expect(asOf(chain, '2026-03-02', moved, MOVED_LICENCE)).toMatchObject({
      status: 'ACTIVE',
      firmUscc: SHANGHAI_FIRM,
      disputed: false,
    })
    expect(chain.violations()).toEqual([])
  })

  test('names the keys that prove the answer complete', () => {
    const { chain } = withLawyer()
    const before = chain.nowMs
    chain.advance(1_000)
    chain.deliver([sanctionMessage()], bureau)

    const { keys } = asOf(chain, '2026-03-02', before) as {
      keys: { licence: string; record: string; events: string[] }
    }
    expect(keys).toEqual({
      licence: `lawyer/licence/${LICENCE}`,
      record: `lawyer/lawyer/${LAWYER_ID}`,
      events: [`lawyer/status-event/${LAWYER_ID}/000001`, `lawyer/status-event/${LAWYER_ID}/000002`],
    })
    for (const key of [keys.licence, keys.record, ...keys.events]) expect(chain.store.get(key)).toBeDefined()
  })

  test('knows nothing before the grant, and nobody under an unknown number', () => {
    const { chain } = withLawyer()

    expect(asOf(chain, '2026-03-02', 0)).toMatchObject({ events: 0, status: null, firmUscc: null, disputed: false })
    expect(
      chain.query('lawyer/standingAsOf', { licenceNo: MOVED_LICENCE, validAt: '2026-03-02', knownAtMs: 0 }),
    ).toBeNull()
  })
})
