import { integer, object, string } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { beforeEach, describe, expect, test } from 'vitest'
import { collection, defineErrors, defineMessage, defineQuery, ensure, kernelErrors } from './index.ts'
import type { Module } from './index.ts'
import { expectRejected, TestChain, testSigner } from './testing/index.ts'

const errors = defineErrors('note', { Taken: [2, 'the note exists'], Late: [3, 'the note is late'] })
const notes = collection('note/text', object({ text: string({ bytesMax: 64 }) }))

const note: Module = {
  name: 'note',
  version: 1,
  errors,
  events: ['NoteWritten', 'NoteFaded'],
  messages: [
    defineMessage({
      type: 'note/Write',
      schema: object({
        id: string({ bytesMax: 32 }),
        text: string({ bytesMax: 64 }),
        fadesAfterMs: integer({ min: 0 }),
      }),
      check: (ctx, { id }) => {
        ensure(!notes(ctx.store).has(id), errors.Taken, { id })
        return { atMs: ctx.block.decidedAtMs }
      },
      execute: (ctx, { id, text, fadesAfterMs }, { atMs }) => {
        notes(ctx.store).set(id, { text })
        if (fadesAfterMs > 0) ctx.schedule({ module: 'note', kind: 'fade', atMs: atMs + fadesAfterMs, item: id })
        ctx.emit({ type: 'NoteWritten', data: { id } })
        return { id }
      },
    }),
  ],
  queries: [
    defineQuery({
      name: 'note/text',
      schema: object({ id: string({ bytesMax: 32 }) }),
      answer: (ctx, { id }) => notes(ctx.store).get(id) ?? null,
    }),
  ],
  due: {
    fade: (ctx, item: Json) => {
      notes(ctx.store).delete(item as string)
      ctx.emit({ type: 'NoteFaded', data: { id: item } })
    },
  },
  invariants: [{ name: 'texts', violation: () => null }],
  migrations: [],
  initGenesis: () => undefined,
}

const officer = testSigner('court', 'clerk', 1)
const write = (id: string, fadesAfterMs = 0): { type: string; value: Json } => ({
  type: 'note/Write',
  value: { id, text: '甲', fadesAfterMs },
})

let chain: TestChain
beforeEach(() => {
  chain = new TestChain({ modules: [note] })
})

describe('Application', () => {
  test('executes a transaction, and its event and answer are in the result', () => {
    const result = chain.deliver([write('a')], [officer])

    expect(result).toMatchObject({ code: 0, data: [{ id: 'a' }], events: [{ type: 'NoteWritten', data: { id: 'a' } }] })
    expect(chain.query('note/text', { id: 'a' })).toEqual({ text: '甲' })
  })

  test('runs all messages of a transaction or none', () => {
    chain.deliver([write('a')], [officer])

    expectRejected(chain, errors.Taken, [write('b'), write('a')], [officer])
    expect(chain.query('note/text', { id: 'b' })).toBeNull()
  })

  test('an included transaction is spent, also when it was refused', () => {
    chain.deliver([write('a')], [officer])
    const bytes = chain.sign([write('a')], [officer])

    expect(chain.deliverBytes(bytes)).toMatchObject({ codespace: 'note', code: errors.Taken.code })
    expect(chain.deliverBytes(bytes)).toMatchObject({ codespace: 'kernel', code: kernelErrors.Spent.code })
  })

  test('the same transaction twice in one block runs once', () => {
    const bytes = chain.sign([write('a')], [officer])

    const { results } = chain.block([bytes, bytes])

    expect(results.map(({ code }) => code)).toEqual([0, 0, kernelErrors.Spent.code])
  })

  test('a spent transaction stays refused across bucket ends until it has expired', () => {
    const bytes = chain.sign([write('a')], [officer])
    chain.deliverBytes(bytes)

    chain.nowMs += 59_000
    expect(chain.deliverBytes(bytes).code).toBe(kernelErrors.Spent.code)
    chain.nowMs += 5_000
    expect(chain.deliverBytes(bytes).code).toBe(kernelErrors.Expired.code)
  })

  test('a copy with garbage signatures spends nothing', () => {
    const bytes = chain.sign([write('a')], [officer])
    const text = new TextDecoder().decode(bytes).replace(/"signatures":\["...../, '"signatures":["AAAAA')

    expect(chain.deliverBytes(new TextEncoder().encode(text)).code).toBe(kernelErrors.SignatureInvalid.code)
    expect(chain.deliverBytes(bytes).code).toBe(0)
  })

  test('an effect of time runs in the first block that has reached its time', () => {
    chain.deliver([write('a', 10_000)], [officer])

    chain.advance(9_000)
    expect(chain.query('note/text', { id: 'a' })).not.toBeNull()
    chain.advance(1_000)

    expect(chain.query('note/text', { id: 'a' })).toBeNull()
    expect(chain.events).toEqual([{ type: 'NoteFaded', data: { id: 'a' } }])
  })

  test('a stamp alone does not change the app hash', () => {
    chain.deliver([write('a')], [officer])
    const before = chain.root()

    chain.advance(1_000)

    expect(chain.root()).toBe(before)
  })
})

describe('what a transaction is refused for before inclusion', () => {
  const refusals: [name: string, code: number, change: (body: Record<string, unknown>) => void][] = [
    ['another chain', kernelErrors.WrongChain.code, (body) => (body['chainId'] = 'xz-other-1')],
    ['a lifetime that is reversed', kernelErrors.LifetimeReversed.code, (body) => (body['expiresAtMs'] = 1)],
    [
      'a lifetime over ten minutes',
      kernelErrors.LifetimeTooLong.code,
      (body) => (body['expiresAtMs'] = (body['issuedAtMs'] as number) + 600_001),
    ],
    ['a change after the signature', kernelErrors.SignatureInvalid.code, (body) => (body['nonce'] = 'other')],
    ['no messages', kernelErrors.TxMalformed.code, (body) => (body['messages'] = [])],
    ['an unknown field', kernelErrors.TxMalformed.code, (body) => (body['zzz'] = 1)],
    [
      'an unknown message',
      kernelErrors.MessageUnknown.code,
      (body) => (body['messages'] = [{ type: 'note/Burn', value: {} }]),
    ],
  ]
  test.each(refusals)('%s', (_, code, change) => {
    const tx = JSON.parse(new TextDecoder().decode(chain.sign([write('a')], [officer]))) as {
      body: Record<string, unknown>
    }
    change(tx.body)
    const sorted = JSON.stringify(tx, (_key, value: unknown) =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value,
    )
    const before = chain.root()

    expect(chain.deliverBytes(new TextEncoder().encode(sorted)).code).toBe(code)
    expect(chain.root()).toBe(before)
  })
})
