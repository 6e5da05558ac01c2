import { base64Encode } from '@xiezhi/codec'
import { describe, expect, test } from 'vitest'
import { askFor, link, receive, sent } from '../fixtures.ts'
import { answers, receipts } from '../state.ts'
import { acknowledgementOf, summaryOfAnswer, summaryOfReceipt } from './summarise.ts'

describe('summarise', () => {
  test('both zones say the same of one dispatch, and name the acknowledgement by its bytes', () => {
    const { court, justice, relay } = link()
    const { dispatchId, sequence } = askFor(court)
    const packet = sent(court, sequence)
    relay(court, sequence)
    const ctx = justice.chain.context()
    const [answer] = answers(ctx.store).list({ limit: 1 })
    const receipt = receipts(court.chain.store).get(dispatchId)
    if (answer === undefined || receipt === undefined) throw new TypeError('no answer')

    expect(summaryOfReceipt(receipt)).toMatchObject({ ...summaryOfAnswer(ctx, answer.value) })
    expect(base64Encode(acknowledgementOf(answer.value))).toBe(receive(justice, packet))
  })

  test('says nothing of checks, facts or the case', () => {
    const { court, relay } = link()
    const { dispatchId, sequence } = askFor(court)
    relay(court, sequence)
    const receipt = receipts(court.chain.store).get(dispatchId)
    if (receipt === undefined) throw new TypeError('no receipt')

    expect(Object.keys(summaryOfReceipt(receipt)).sort()).toEqual([
      'asOf',
      'decidedAtMs',
      'dispatchId',
      'disputed',
      'licenceNo',
      'parameterVersion',
      'receivedAtMs',
      'refusal',
      'resultDigest',
      'sequence',
      'verdict',
    ])
  })
})
