import { base64Decode, base64Encode, encodeCanonical, hexEncode, latin1Encode } from '@xiezhi/codec'
import { decodeLightBlock, validateLightBlock } from '@xiezhi/comet'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { smtSpec, verifyAbsence, verifyMembership } from '@xiezhi/merkle'
import { expect, test } from 'vitest'
import { noteErrors, noteKey, noteTx } from '../embedded/testing/note-module.ts'
import { rpcCall } from '../comet/testing/rpc-call.ts'

interface Submitted {
  readonly included: boolean
  readonly height: number
  readonly code: number
  readonly codespace: string
  readonly name: string
  readonly events: unknown
}

interface ProvedMany {
  readonly height: number
  readonly entries: readonly { readonly value: string | null; readonly proof: string }[]
  readonly light_block: string
}

interface Zone {
  readonly call: (method: string, params?: Readonly<Record<string, unknown>>) => Promise<unknown>
  readonly submit: (tx: Uint8Array) => Promise<Submitted>
}

/** What a zone with notes answers on every host: registered as tests of the file that calls it. `port`: of its RPC. */
export function hostConformance(port: () => number): void {
  const call: Zone['call'] = (method, params = {}) => rpcCall(port(), method, params)
  const submit: Zone['submit'] = async (tx) =>
    (await call('submit', { tx: base64Encode(tx), events: true })) as Submitted
  ordersConform({ call, submit })
  proofsConform({ call, submit })
}

function ordersConform({ call, submit }: Zone): void {
  test('an order is included, with its events, and cannot be included twice', async () => {
    const tx = noteTx('conform-1')
    const outcome = await submit(tx)
    expect(outcome).toMatchObject({ included: true, code: 0, codespace: '', name: '' })
    expect(outcome.events).toEqual([{ type: 'NoteWritten', data: { id: 'conform-1' } }])
    expect(await submit(tx)).toMatchObject({ included: false, codespace: 'kernel', code: 9, name: 'Spent' })
  })

  test('what a handler refuses is included with its code, leaves no event and changes nothing', async () => {
    const first = await submit(noteTx('conform-2'))
    const refused = await submit(noteTx('conform-2'))
    expect(refused).toMatchObject({
      included: true,
      codespace: 'note',
      code: noteErrors.Taken.code,
      name: 'Taken',
      events: [],
    })
    expect(refused.height).toBeGreaterThan(first.height)
    const { blocks } = (await call('state_changes', { from: String(refused.height), prefixes: ['note/'] })) as {
      blocks: readonly { readonly changes: readonly unknown[] }[]
    }
    expect(blocks[0]?.changes).toEqual([])
  })

  test.each([
    ['bytes that are no transaction', () => new Uint8Array(5), 'TxMalformed', 2],
    ['an order that has expired', () => noteTx('conform-late', Date.now() - 120_000), 'Expired', 8],
    ['an order from the future', () => noteTx('conform-early', Date.now() + 60_000), 'NotYetIssued', 7],
    ['a signature that does not hold', () => spoiled(noteTx('conform-bad')), 'SignatureInvalid', 12],
  ])('%s cannot be in a block', async (_, tx, name, code) => {
    expect(await submit(tx())).toMatchObject({ included: false, codespace: 'kernel', name, code })
    const { entries } = (await call('state_page', { prefix: 'note/text' })) as { entries: readonly { key: string }[] }
    expect(entries.filter(({ key }) => key.startsWith(noteKey('conform-late')))).toEqual([])
  })

  test('many at once are all included, each once', async () => {
    const ids = Array.from({ length: 40 }, (_, at) => `conform-many-${at}`)
    const outcomes = await Promise.all(ids.map((id) => submit(noteTx(id))))
    expect(outcomes.map(({ included, code }) => [included, code])).toEqual(ids.map(() => [true, 0]))
    const { entries } = (await call('state_page', { prefix: 'note/text' })) as { entries: readonly { key: string }[] }
    const keys = entries.map(({ key }) => key)
    expect(ids.filter((id) => keys.filter((key) => key === noteKey(id)).length !== 1)).toEqual([])
  })
}

function proofsConform({ call, submit }: Zone): void {
  test('presence and absence are proved under a header that the validators signed', async () => {
    await submit(noteTx('conform-3'))
    const keys = [noteKey('conform-3'), noteKey('conform-none')].map(latin1Encode)
    const proved = (await call('prove_many', { keys: keys.map(hexEncode), header: true })) as ProvedMany
    const block = decodeLightBlock(base64Decode(proved.light_block))
    validateLightBlock(nodeCrypto, block)
    expect(Number(block.header.height)).toBe(proved.height + 1)
    const { appHash } = block.header
    const [present, absent] = proved.entries
    verifyMembership(
      nodeCrypto,
      smtSpec,
      appHash,
      base64Decode(present?.proof ?? ''),
      keys[0]!,
      base64Decode(present?.value ?? ''),
    )
    verifyAbsence(nodeCrypto, smtSpec, appHash, base64Decode(absent?.proof ?? ''), keys[1]!)
    expect(absent?.value).toBeNull()
  })

  test('a past state is proved as it was', async () => {
    const { height } = await submit(noteTx('conform-4'))
    await submit(noteTx('conform-5'))
    const keys = [hexEncode(latin1Encode(noteKey('conform-5')))]
    const past = (await call('prove_many', { keys, height: String(height), header: true })) as ProvedMany
    expect([past.height, past.entries[0]?.value]).toEqual([height, null])
    await expect(call('prove_many', { keys, height: '4000000000' })).rejects.toThrow(/STORE_HEIGHT_UNAVAILABLE/)
  })

  test('queries are refused with their codes', async () => {
    const data = hexEncode(encodeCanonical({}))
    expect(await call('abci_query', { path: '/query/nobody/knows', data })).toMatchObject({
      response: { codespace: 'kernel', code: 16, log: 'QueryUnknown' },
    })
    await expect(call('abci_query', { path: '/elsewhere', data })).rejects.toThrow(/Invalid params/)
  })
}

function spoiled(tx: Uint8Array): Uint8Array {
  const bytes = tx.slice()
  bytes[bytes.length - 8]! ^= 1
  return bytes
}
