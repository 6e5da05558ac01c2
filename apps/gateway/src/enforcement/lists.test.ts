import { enforcementState, measureState, orderState } from '@xiezhi/contracts'
import {
  ASSETS,
  ASSETS_IN_MONEY,
  CONTROL_STATES,
  ENFORCEMENT_STATES,
  INSTRUMENT_KINDS,
  MEASURE_STATES,
  ORDER_ACTIONS,
  ORDER_RESULTS,
  ORDER_STATES,
  RECEIVED_STATES,
  REVOCATIONS,
  STAY_GROUNDS,
} from '@xiezhi/gateway-api'
import { ASSETS as LAW_ASSETS, isCountedInMoney } from '@xiezhi/law'
import { expect, test } from 'vitest'
import { enforcementWords } from '../views/enforcement-words.ts'

/** A code that a ledger may hold and the contract does not know would make its page unreadable. */
test.each<[string, readonly string[], readonly string[]]>([
  ['assets', ASSETS, LAW_ASSETS],
  ['states of enforcement', ENFORCEMENT_STATES, enforcementState.CASE_STATES],
  ['states of controls', CONTROL_STATES, enforcementState.CONTROL_STATES],
  ['grounds of a stay', STAY_GROUNDS, enforcementState.STAY_GROUNDS],
  ['actions', ORDER_ACTIONS, orderState.ACTIONS],
  ['kinds of instrument', INSTRUMENT_KINDS, orderState.INSTRUMENT_KINDS],
  ['states of orders', ORDER_STATES, orderState.ORDER_STATES],
  ['results', ORDER_RESULTS, orderState.RESULTS],
  ['states of received orders', RECEIVED_STATES, orderState.RECEIVED_STATES],
  ['revocations', REVOCATIONS, orderState.REVOCATIONS],
  ['states of measures', MEASURE_STATES, measureState.MEASURE_STATES],
])('%s of the ledger are all known', (_, ours, theirs) => {
  expect(ours).toEqual(expect.arrayContaining([...theirs]))
})

test.each([
  ['action', ORDER_ACTIONS],
  ['asset', ASSETS],
  ['instrument', INSTRUMENT_KINDS],
  ['control', CONTROL_STATES],
  ['order', [...ORDER_STATES, ...RECEIVED_STATES]],
  ['rung', orderState.RUNGS],
  ['event', orderState.MEASURE_EVENTS],
  ['proposal', enforcementState.PROPOSAL_KINDS],
  ['stay', STAY_GROUNDS],
  ['revocation', REVOCATIONS],
] as const)('every code of %s has words in both languages', (table, codes) => {
  for (const code of codes) {
    const { zh, en } = enforcementWords(table, code)
    expect(zh, code).toMatch(/[\u4e00-\u9fff]/)
    expect(en, code).toMatch(/^[\x20-\x7e]+$/)
  }
})

test('a lower limit is offered of the kinds that the law counts in money', () => {
  expect(ASSETS_IN_MONEY).toEqual(ASSETS.filter(isCountedInMoney))
})
