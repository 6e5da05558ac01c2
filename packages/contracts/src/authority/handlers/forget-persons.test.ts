import { object, string } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { defineMessage, Overlay } from '@xiezhi/kernel'
import type { DueEffect, Module, TxContext } from '@xiezhi/kernel'
import { expectRejected } from '@xiezhi/kernel/testing'
import type { TestChain } from '@xiezhi/kernel/testing'
import { beforeEach, describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { authorityChain, message, rootOne, rootTwo } from '../fixtures.ts'
import { invariants } from '../invariants.ts'
import { toForgottenPersons } from '../migrations/0003-forgotten-persons.ts'
import { proposals } from '../state.ts'
import type { Proposal } from '../state.ts'
import { EXPIRY } from './forget-persons.ts'
import { proposalDigest } from './propose.ts'

const DAY_MS = 86_400_000
const text = string({ bytesMin: 1, bytesMax: 64 })
/** What is decided of a person, and where in an index the person is found. */
const list = defineMessage({
  type: 'sample/List',
  schema: object({ entryId: text, indexKey: text, subject: text }),
  forgets: ['indexKey', 'subject'],
  check: () => null,
  execute: () => null,
})
const plain = defineMessage({ ...list, type: 'sample/Plain', forgets: [] })
const sample: Module = {
  name: 'sample',
  version: 1,
  errors: {},
  events: [],
  messages: [list, plain],
  queries: [],
  invariants: [],
  migrations: [],
  initGenesis: () => undefined,
}
const VALUE = { entryId: 'e-1', indexKey: 'k-1', subject: 's-1' }
const KEPT = { value: { entryId: 'e-1' }, forgotten: ['indexKey', 'subject'] }
const ports = { messageOf: (type: string) => [list, plain].find((one) => one.type === type) }

let chain: TestChain
beforeEach(() => {
  chain = authorityChain([sample], { sample: null })
})

function propose(type = 'sample/List', value: Json = VALUE): { readonly proposalId: string; readonly digest: string } {
  const body = { type, value, expiresAtMs: chain.nowMs + 10 * DAY_MS }
  return chain.deliver([message('Propose', body)], [rootOne]).data?.[0] as never
}
const kept = (proposalId: string): Proposal | undefined => proposals(chain.store).get(proposalId)

describe('what a proposal keeps of a person', () => {
  test('is everything until it is signed, and nothing after that; the digest stays', () => {
    const made = propose()
    expect(kept(made.proposalId)).toMatchObject({ state: 'OPEN', value: VALUE })
    expect(kept(made.proposalId)).not.toHaveProperty('forgotten')
    expect(chain.deliver([message('Approve', made)], [rootTwo]).code).toBe(0)
    const closed = kept(made.proposalId)
    expect(closed).toMatchObject({ state: 'APPROVED', digest: made.digest, closedAtMs: chain.nowMs })
    expect([closed?.value, closed?.forgotten]).toEqual([KEPT.value, KEPT.forgotten])
    expect(proposalDigest(chain.crypto, chain.chainId, 'sample/List', VALUE)).toBe(closed?.digest)
    expect(chain.violations()).toEqual([])
    chain.advance(11 * DAY_MS)
    expect(kept(made.proposalId)).toEqual(closed)
  })

  test('goes when it is withdrawn, and when its term is over without a second signature', () => {
    const [withdrawn, expired] = [propose(), propose('sample/List', { ...VALUE, entryId: 'e-2' })]
    chain.deliver([message('WithdrawProposal', { proposalId: withdrawn.proposalId })], [rootOne])
    expect(kept(withdrawn.proposalId)).toMatchObject({ state: 'WITHDRAWN', ...KEPT })
    chain.advance(9 * DAY_MS)
    expect(kept(expired.proposalId)?.value).toMatchObject({ indexKey: 'k-1' })
    chain.advance(DAY_MS)
    const over = kept(expired.proposalId)
    expect(over).toMatchObject({ state: 'OPEN', closedAtMs: null, forgotten: KEPT.forgotten })
    expect(over?.value).toEqual({ entryId: 'e-2' })
    expectRejected(chain, errors.ProposalExpired, [message('Approve', { ...expired })], [rootTwo])
    expect(chain.violations()).toEqual([])
  })

  test('stays where the message names nobody who is forgotten', () => {
    const made = propose('sample/Plain')
    expect(chain.deliver([message('Approve', made)], [rootTwo]).code).toBe(0)
    expect(kept(made.proposalId)).toMatchObject({ state: 'APPROVED', value: VALUE })
    expect(kept(made.proposalId)).not.toHaveProperty('forgotten')
  })

  test('a closed proposal that names somebody, and an open one that has lost its content, are violations', () => {
    const made = propose()
    const open = kept(made.proposalId)
    if (open === undefined) throw new RangeError('no proposal')
    const found = (change: Partial<Proposal>): string | null | undefined => {
      const store = new Overlay(chain.store)
      proposals(store).set(open.proposalId, { ...open, ...change })
      const rule = invariants(ports).find(({ name }) => name === 'proposals-closed-once')
      return rule?.violation({ ...chain.context(), store })
    }
    expect(found({})).toBeNull()
    expect(found({ state: 'APPROVED', closedAtMs: 1 })).toContain('names somebody')
    expect(found({ state: 'APPROVED', closedAtMs: 1, ...KEPT })).toBeNull()
    expect(found(KEPT)).toContain('lost what is to be signed')
    expect(found({ digest: `sha256:${'0'.repeat(64)}` })).toContain('has another digest')
  })
})

test('proposals of version 2 lose what points to a person once nobody can sign them; those that can be signed, at their term', () => {
  const ids = Array.from(
    { length: 4 },
    (_, n) => propose('sample/List', { ...VALUE, entryId: `e-${String(n)}` }).proposalId,
  )
  const other = propose('sample/Plain').proposalId
  const [approved = '', withdrawn = '', expired = '', open = ''] = ids
  const store = new Overlay(chain.store)
  const put = (id: string, change: Partial<Proposal>): void => {
    const found = proposals(store).get(id)
    if (found !== undefined) proposals(store).set(id, { ...found, ...change })
  }
  put(approved, { state: 'APPROVED', closedAtMs: 1 })
  put(withdrawn, { state: 'WITHDRAWN', closedAtMs: 1 })
  put(expired, { expiresAtMs: chain.context().block.decidedAtMs })
  put(other, { state: 'APPROVED', closedAtMs: 1 })
  const due: DueEffect[] = []
  const ctx = { ...chain.context(), store, schedule: (one: DueEffect) => due.push(one) }
  toForgottenPersons(ports).run(ctx as unknown as TxContext)
  for (const id of [approved, withdrawn, expired])
    expect(proposals(store).get(id)).toMatchObject({ forgotten: KEPT.forgotten })
  expect(proposals(store).get(approved)?.value).toEqual({ entryId: 'e-0' })
  for (const id of [open, other]) expect(proposals(store).get(id)?.value).toMatchObject({ indexKey: 'k-1' })
  expect(due).toEqual([
    { module: 'authority', kind: EXPIRY, atMs: proposals(store).get(open)?.expiresAtMs, item: open },
  ])
  expect(invariants(ports).map((one) => one.violation({ ...chain.context(), store }))).toEqual(
    invariants(ports).map(() => null),
  )
})
