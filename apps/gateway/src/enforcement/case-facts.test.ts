import { expect, test } from 'vitest'
import { controlOn } from './case-facts.ts'
import type { Control } from './case-facts.ts'
import type { Property } from './store.ts'

const HOUSE = { propertyId: 'a1', fields: { divisible: false } } as unknown as Property
const ACCOUNT = { propertyId: 'a2', fields: { divisible: true } } as unknown as Property

function standing(on: Property, ...states: readonly Control['state'][]): string | undefined {
  const controls = states.map((state, at) => ({ orderId: `order-${at}`, state })) as unknown as readonly Control[]
  const propertyOf = new Map(controls.map(({ orderId }) => [orderId, on]))
  return controlOn({ controls, propertyOf }, on)?.state
}

test.each<[string, Property, readonly Control['state'][], string | undefined]>([
  ['a live control', HOUSE, ['EFFECTIVE'], 'EFFECTIVE'],
  ['nothing, once it is released', HOUSE, ['RELEASED'], undefined],
  ['the sale of a thing by this court', HOUSE, ['RELEASED', 'DISPOSED'], 'DISPOSED'],
  ['the sale of a thing by another, which leaves a claim to the surplus', HOUSE, ['SURPLUS_CLAIM'], 'SURPLUS_CLAIM'],
  ['the live one, where a sold thing is under control again', HOUSE, ['DISPOSED', 'WAITING'], 'WAITING'],
  ['nothing, on an account of which money was taken', ACCOUNT, ['DISPOSED'], undefined],
])('on a property stands %s', (_, one, states, found) => {
  expect(standing(one, ...states)).toBe(found)
})
