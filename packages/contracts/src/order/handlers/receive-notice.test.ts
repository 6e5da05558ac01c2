import { describe, expect, test } from 'vitest'
import { base64Decode, decodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { act, CLIENT, issue, link, MEASURE, nextBlock, nobody, relay, sendContent } from '../fixtures.ts'
import type { Link } from '../fixtures.ts'

function told(made: Link, orderId: string): Json {
  act(made.bank, 'desk/Tell', { client: CLIENT, orderId, event: 'PROMOTED' }, [nobody])
  const [packet] = nextBlock(made.bank)
  if (packet === undefined) throw new RangeError('no packet')
  relay(made, packet, made.bank)
  return decodeCanonical(base64Decode(packet.payload.value))
}

describe('receiveNotice', () => {
  test('keeps what became of a measure, once, and tells the case', () => {
    const made = link()
    const { orderId, packet } = issue(made.court)
    relay(made, packet)
    const content = told(made, orderId)
    relay(made, sendContent(made.bank, content), made.bank)

    const notice = { orderId, event: 'PROMOTED', measure: { measureId: MEASURE }, digest: null }
    expect(made.court.notices).toMatchObject([notice])
    expect(made.court.chain.query('order/notices', { client: CLIENT, limit: 5 })).toMatchObject([{ notice }])
    expect(made.bank.alarms).toEqual([])
  })

  test('keeps it also when the case refuses it', () => {
    const made = link()
    const { orderId } = issue(made.court)
    made.court.set.refuses = true
    told(made, orderId)

    expect(made.court.chain.query('order/notices', { client: CLIENT, limit: 5 })).toHaveLength(1)
    expect(made.bank.alarms).toEqual([])
  })

  test('refuses a notice of an order that was never sent to that client', () => {
    const made = link()
    told(made, `${'0'.repeat(64)}-0`)

    expect(made.court.notices).toEqual([])
    expect(made.court.chain.query('order/notices', { client: CLIENT, limit: 5 })).toEqual([])
    expect(made.bank.alarms).toMatchObject([{ kind: 'ORDER_UNPROVEN' }])
  })
})
