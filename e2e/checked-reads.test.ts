import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { latin1Encode } from '@xiezhi/codec'
import { CheckedReads } from '@xiezhi/sdk'
import { startAlliance } from './testing/alliance.ts'
import type { Alliance, Zone } from './testing/alliance.ts'

let alliance: Alliance

beforeAll(async () => {
  alliance = await startAlliance()
}, 60_000)

afterAll(async () => {
  await alliance.close()
})

/** Keys that the genesis of a zone has written. */
function keysOf({ host }: Zone, count: number): string[] {
  const found = [...host.store.scan({ from: latin1Encode('authority/'), limit: count })]
  return found.map(({ key }) => Buffer.from(key).toString('latin1'))
}

test('reads at once are proved by one call, and each has its own value', async () => {
  const { court } = alliance
  const reads = new CheckedReads(court.client, nodeCrypto, court.anchor)
  const keys = keysOf(court, 3)
  expect(keys).toHaveLength(3)
  const calls = vi.spyOn(court.client, 'proveMany')
  const values = await Promise.all(keys.map((key) => reads.read(key)))
  expect(calls.mock.calls.map(([asked]) => asked)).toEqual([keys])
  expect(values.map(({ value }) => Buffer.from(value))).toEqual(
    keys.map((key) => Buffer.from(court.host.store.get(latin1Encode(key)) ?? [])),
  )
  calls.mockRestore()
})

test('what is asked while a call is under way goes with the next one', async () => {
  const { court } = alliance
  const reads = new CheckedReads(court.client, nodeCrypto, court.anchor)
  const [first = '', second = '', third = ''] = keysOf(court, 3)
  const calls = vi.spyOn(court.client, 'proveMany')
  const begun = reads.read(first)
  await vi.waitFor(
    () => {
      expect(calls).toHaveBeenCalledTimes(1)
    },
    { timeout: 45_000 },
  )
  await Promise.all([begun, reads.read(second), reads.read(third)])
  expect(calls.mock.calls.map(([asked]) => asked)).toEqual([[first], [second, third]])
  calls.mockRestore()
})

test('a record that is not there is refused, and the others are read', async () => {
  const { court } = alliance
  const reads = new CheckedReads(court.client, nodeCrypto, court.anchor)
  const [there = ''] = keysOf(court, 1)
  const [found, missing] = await Promise.allSettled([reads.read(there), reads.read('query/receipt/none')])
  expect(found.status).toBe('fulfilled')
  expect(missing).toMatchObject({ status: 'rejected', reason: { code: 'PROOF_INVALID' } })
})

test('nothing is believed that other validators have signed', async () => {
  const { court, justice } = alliance
  const reads = new CheckedReads(court.client, nodeCrypto, { ...court.anchor, validators: justice.anchor.validators })
  const settled = await Promise.allSettled(keysOf(court, 2).map((key) => reads.read(key)))
  expect(settled).toHaveLength(2)
  for (const one of settled) expect(one).toMatchObject({ status: 'rejected', reason: { code: 'PROOF_INVALID' } })
})
