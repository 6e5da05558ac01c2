import { ContractError } from '@xiezhi/kernel'
import { expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { INSTRUMENT, issue, link } from '../fixtures.ts'
import { requireSent } from './require-order.ts'

test('an order of this zone comes with its dispatch and instrument, any other is unknown', () => {
  const { court, bank } = link()
  const { orderId } = issue(court)
  const found = requireSent(court.chain.context(), orderId)
  let seen: unknown
  try {
    requireSent(bank.chain.context(), orderId)
  } catch (error) {
    seen = error
  }

  expect(found).toMatchObject({
    order: { orderId },
    dispatch: { dispatchId: orderId },
    instrument: { instrumentId: INSTRUMENT },
  })
  expect(seen).toBeInstanceOf(ContractError)
  expect(seen).toMatchObject({ kind: errors.OrderUnknown, facts: { orderId } })
})
