import { base64Decode, base64Encode, decodeCanonical, encodeCanonical } from '@xiezhi/codec'
import { describe, expect, test } from 'vitest'
import { acknowledge, askFor, link, receive, sent, timeOut } from '../fixtures.ts'

describe('receiveAnswer', () => {
  test('keeps the first receipt when two packets of one dispatch are answered', () => {
    const { court, justice } = link()
    const { dispatchId, sequence } = askFor(court)
    const ack = receive(justice, sent(court, sequence))
    acknowledge(court, sequence, ack)
    const receipt = court.chain.query('query/receipt', { dispatchId })
    acknowledge(court, sequence, ack)

    expect(court.chain.query('query/receipt', { dispatchId })).toEqual(receipt)
    expect(court.receipts).toHaveLength(1)
    expect(court.chain.violations()).toEqual([])
  })

  test('an acknowledgement for another question is no receipt, and a person is told', () => {
    const { court, justice } = link()
    const { dispatchId, sequence } = askFor(court)
    const content = decodeCanonical(base64Decode(receive(justice, sent(court, sequence)) ?? '')) as object
    const forged = { ...content, requestDigest: `sha256:${'00'.repeat(32)}` }
    acknowledge(court, sequence, base64Encode(encodeCanonical(forged)))

    expect(court.chain.query('query/dispatch', { dispatchId })).toMatchObject({
      receipt: null,
      dispatch: { packets: [{ state: 'error' }], ladder: [{}, { rung: 'delivered' }, { rung: 'refused' }] },
    })
    expect(court.chain.query('query/alarms', { limit: 5 })).toMatchObject([{ subject: dispatchId }])
    expect(court.chain.violations()).toEqual([])
  })

  test('a packet that has ended does not end again', () => {
    const { court } = link()
    const { dispatchId, sequence } = askFor(court)
    timeOut(court, sequence)
    const before = court.chain.query('query/dispatch', { dispatchId })
    timeOut(court, sequence)
    acknowledge(court, sequence, null)

    expect(court.chain.query('query/dispatch', { dispatchId })).toEqual(before)
  })
})
