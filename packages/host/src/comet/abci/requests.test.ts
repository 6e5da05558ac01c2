import fc from 'fast-check'
import { ProtoWriter } from '@xiezhi/codec'
import { timestampFromMs } from '@xiezhi/comet'
import { expect, test } from 'vitest'
import { asked } from '../testing/abci-client.ts'
import { AbciError } from './abci-error.ts'
import { decodeRequest } from './requests.ts'

test('the requests about a block keep its transactions, height and time', () => {
  const txs = [new Uint8Array(0), Uint8Array.of(1, 2, 3)]
  const time = timestampFromMs(1_700_000_000_123)
  const block = { txs, height: 7, time }
  expect(decodeRequest(asked.prepareProposal(txs, 7, 1_700_000_000_123, 99))).toEqual({
    kind: 'prepareProposal',
    bytesMax: 99,
    ...block,
  })
  expect(decodeRequest(asked.processProposal(txs, 7, 1_700_000_000_123))).toEqual({ kind: 'processProposal', ...block })
  expect(decodeRequest(asked.finalizeBlock(txs, 7, 1_700_000_000_123))).toEqual({
    kind: 'finalizeBlock',
    misbehaviour: [],
    ...block,
  })
})

test.each([
  [1, 'DUPLICATE_VOTE'],
  [2, 'LIGHT_CLIENT_ATTACK'],
  [9, 'UNKNOWN'],
])('evidence of type %i in a block names who signed against the zone, and at which height', (type, kind) => {
  const address = new Uint8Array(20).fill(7)
  expect(decodeRequest(asked.finalizeBlockAgainst({ type, address, at: 5 }, 8))).toMatchObject({
    kind: 'finalizeBlock',
    height: 8,
    misbehaviour: [{ kind, address, height: 5 }],
  })
})

test('InitChain keeps chain, time, validators and state; a recheck is told from a check', () => {
  expect(decodeRequest(asked.initChain('xz-note-1', 5_000, { a: 1 }))).toMatchObject({
    kind: 'initChain',
    chainId: 'xz-note-1',
    time: timestampFromMs(5_000),
    initialHeight: 1,
    validators: [{ power: 10n }],
    appState: new Uint8Array(Buffer.from('{"a":1}')),
  })
  expect([false, true].map((again) => decodeRequest(asked.checkTx(Uint8Array.of(1), again)))).toEqual([
    { kind: 'checkTx', tx: Uint8Array.of(1), isRecheck: false },
    { kind: 'checkTx', tx: Uint8Array.of(1), isRecheck: true },
  ])
})

test('the requests about snapshots keep what they name', () => {
  const snapshot = { height: 8, format: 1, chunks: 2, hash: Uint8Array.of(1), metadata: Uint8Array.of(2, 3) }
  expect(decodeRequest(asked.offerSnapshot(snapshot, Uint8Array.of(9)))).toEqual({
    kind: 'offerSnapshot',
    snapshot,
    appHash: Uint8Array.of(9),
  })
  expect(decodeRequest(asked.loadSnapshotChunk(8, 1, 3))).toEqual({
    kind: 'loadSnapshotChunk',
    height: 8,
    format: 1,
    chunk: 3,
  })
  expect(decodeRequest(asked.applySnapshotChunk(3, Uint8Array.of(5), 'a'))).toEqual({
    kind: 'applySnapshotChunk',
    index: 3,
    chunk: Uint8Array.of(5),
    sender: 'a',
  })
})

test('a field that a later version adds is passed over', () => {
  const message = new ProtoWriter().string(1, 'a').uint(99, 5)
  expect(decodeRequest(new ProtoWriter().message(1, message).finish())).toEqual({ kind: 'echo', message: 'a' })
})

const echo = new ProtoWriter().message(1, new ProtoWriter().string(1, 'a'))
test.each([
  ['nothing', new Uint8Array(0), 'ABCI_REQUEST_UNKNOWN'],
  [
    'a request of another version',
    new ProtoWriter().message(7, new Uint8Array(0), { always: true }).finish(),
    'ABCI_REQUEST_UNKNOWN',
  ],
  ['two requests', echo.message(2, new Uint8Array(0), { always: true }).finish(), 'ABCI_REQUEST_MALFORMED'],
  ['a cut request', asked.echo('獬豸').slice(0, -1), 'ABCI_REQUEST_MALFORMED'],
  [
    'a height beyond all',
    new ProtoWriter().message(20, new ProtoWriter().int64(5, 2n ** 62n)).finish(),
    'ABCI_REQUEST_MALFORMED',
  ],
])('%s is refused', (_, bytes, code) => {
  expect(() => decodeRequest(bytes)).toThrow(expect.objectContaining({ code }) as Error)
})

test('no bytes do worse than an AbciError', () => {
  const kinds = [...Array(21).keys()].map((field) => field + 1)
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.uint8Array({ maxLength: 120 }), (field, bytes) => {
      try {
        decodeRequest(new ProtoWriter().message(field, bytes, { always: true }).finish())
      } catch (error) {
        expect(error).toBeInstanceOf(AbciError)
      }
    }),
    { numRuns: 2_000 },
  )
})
