import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Comet38Client } from '@cosmjs/tendermint-rpc'
import { hexEncode, latin1Encode } from '@xiezhi/codec'
import { headerHash, simpleMerkleRootFromProof } from '@xiezhi/comet'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { smtSpec, verifyMembership } from '@xiezhi/merkle'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { EmbeddedHost } from '../embedded-host.ts'
import { noteErrors, noteKey, noteModule, noteTx } from '../testing/note-module.ts'
import { RpcServer } from './rpc-server.ts'

let folder: string
let host: EmbeddedHost
let rpc: RpcServer
let client: Comet38Client

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xz-rpc-'))
  const genesis = { chainId: 'xz-note-1', genesisTimeMs: Date.now() - 10_000, appState: {} }
  const validator = nodeCrypto.signer('ed25519', new Uint8Array(32).fill(7))
  host = new EmbeddedHost({ folder, crypto: nodeCrypto, validator, genesis, modules: [noteModule] })
  host.start()
  rpc = await RpcServer.listen({ host, crypto: nodeCrypto, port: 0 })
  client = await Comet38Client.connect(`ws://127.0.0.1:${rpc.port}`)
})
afterEach(async () => {
  client.disconnect()
  await rpc.close()
  await host.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('RPC as Comet38Client reads it', () => {
  test('status, genesis, abciInfo, health', async () => {
    expect((await client.status()).nodeInfo.network).toBe('xz-note-1')
    expect((await client.genesis()).chainId).toBe('xz-note-1')
    expect((await client.abciInfo()).data).toBe('xiezhi')
    await expect(client.health()).resolves.toBeNull()
  })

  test('a transaction, its block, results, commit, validators and searches', async () => {
    const result = await client.broadcastTxCommit({ tx: noteTx('a') })
    expect(result.txResult?.code).toBe(0)
    const height = result.height

    expect((await client.block(height)).block.txs).toHaveLength(2)
    expect((await client.blockResults(height)).results).toHaveLength(2)
    expect((await client.commit(height)).commit.signatures).toHaveLength(1)
    expect((await client.validatorsAll(height)).total).toBe(1)
    expect((await client.blockchain(1, height)).lastHeight).toBeGreaterThanOrEqual(height)
    expect((await client.tx({ hash: result.hash })).height).toBe(height)
    expect((await client.txSearch({ query: `tx.height=${height}` })).totalCount).toBe(1)
    expect((await client.txSearchAll({ query: "NoteWritten.id='a'" })).totalCount).toBe(1)
    expect((await client.blockSearch({ query: `block.height=${height}` })).totalCount).toBe(1)
    expect((await client.numUnconfirmedTxs()).total).toBe(0)
  })

  test('a transaction is proved under the data hash of its header', async () => {
    const bytes = noteTx('a')
    const { hash, height } = await client.broadcastTxCommit({ tx: bytes })

    const { proof } = await client.tx({ hash, prove: true })

    const { header } = await client.commit(height)
    const { index = 0, total = 0, aunts = [] } = proof?.proof ?? {}
    expect(proof?.data).toEqual(bytes)
    expect(proof?.rootHash).toEqual(header.dataHash)
    expect(simpleMerkleRootFromProof(nodeCrypto, nodeCrypto.sha256(bytes), index, total, aunts)).toEqual(
      header.dataHash,
    )
    expect((await client.tx({ hash })).proof).toBeUndefined()
  })

  test('a refusal by a handler is a result, a refusal before inclusion an answer of CheckTx', async () => {
    const bytes = noteTx('a')
    await client.broadcastTxCommit({ tx: bytes })

    expect((await client.broadcastTxCommit({ tx: noteTx('a') })).txResult).toMatchObject({
      code: noteErrors.Taken.code,
      codespace: 'note',
    })
    expect(await client.broadcastTxSync({ tx: bytes })).toMatchObject({ codespace: 'kernel' })
  })

  test('abciQuery gives a value with a proof against the next header', async () => {
    const { height } = await client.broadcastTxCommit({ tx: noteTx('a') })
    const key = latin1Encode(noteKey('a'))

    const answer = await client.abciQuery({ path: '/store', data: key, prove: true })
    while (host.height <= height) await new Promise((resolve) => setTimeout(resolve, 5))
    const { header } = await client.commit(height + 1)

    expect(answer.height).toBe(height)
    verifyMembership(
      nodeCrypto,
      smtSpec,
      header.appHash,
      answer.proof?.ops[0]?.data ?? new Uint8Array(0),
      key,
      answer.value,
    )
    expect(hexEncode(header.appHash)).toBe(hexEncode(host.store.root()))
  })

  test('subscribers are told of transactions, headers and blocks', async () => {
    const seen = new Promise<number>((resolve, reject) => {
      client.subscribeTx("NoteWritten.id='b'").subscribe({ next: (event) => resolve(event.height), error: reject })
    })
    await client.status()
    const { height } = await client.broadcastTxCommit({ tx: noteTx('b') })
    expect(await seen).toBe(height)

    const header = new Promise<number>((resolve, reject) => {
      client.subscribeNewBlockHeader().subscribe({ next: (event) => resolve(event.height), error: reject })
    })
    await client.status()
    await client.broadcastTxCommit({ tx: noteTx('c') })
    expect(await header).toBeGreaterThan(height)
  })

  test('a block of an event is the block that can be asked for, its hash that of its header', async () => {
    const seen = new Promise<Awaited<ReturnType<typeof client.block>>['block']>((resolve, reject) => {
      client.subscribeNewBlock().subscribe({ next: (block) => resolve(block), error: reject })
    })
    await client.status()
    await client.broadcastTxCommit({ tx: noteTx('a') })
    const told = await seen
    const asked = await client.block(told.header.height)

    expect(told).toEqual(asked.block)
    expect(told.lastCommit?.height).toBe(told.header.height - 1)
    const { header } = host.lightBlock(told.header.height) ?? {}
    expect(header === undefined ? '' : hexEncode(headerHash(nodeCrypto, header))).toBe(hexEncode(asked.blockId.hash))
  })

  const bad: [name: string, body: string, code: number][] = [
    ['no JSON', '{', -32700],
    ['no method', '{"id":1}', -32600],
    ['an unknown method', '{"id":1,"method":"fly"}', -32601],
    ['a method of the prototype', '{"id":1,"method":"constructor"}', -32601],
    ['a height that is none', '{"id":1,"method":"block","params":{"height":"x"}}', -32602],
    ['a height that is not there', '{"id":1,"method":"block","params":{"height":"999999"}}', -32603],
    ['a page beyond the end', '{"id":1,"method":"validators","params":{"page":"9"}}', -32602],
    ['positional parameters', '{"id":1,"method":"block","params":[1]}', -32600],
    ['a query that cannot be read', '{"id":1,"method":"tx_search","params":{"query":"DROP"}}', -32602],
  ]
  test.each(bad)('answers %s with its code', async (_, body, code) => {
    const response = await fetch(`http://127.0.0.1:${rpc.port}`, { method: 'POST', body })
    expect(((await response.json()) as { error: { code: number } }).error.code).toBe(code)
  })
})
