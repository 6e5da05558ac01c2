import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { base64Decode, base64Encode, bytesEqual } from '@xiezhi/codec'
import { commitFromJson, headerFromJson, headerHash, headerToJson, upperHex } from '@xiezhi/comet'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { installCometbft } from '../../../../tools/judges/run-judge.ts'
import { EmbeddedHost } from './embedded-host.ts'
import { RpcServer } from './rpc/rpc-server.ts'
import { ForgingProxy } from './testing/forging-proxy.ts'
import type { Forgery } from './testing/forging-proxy.ts'
import { LightProcess } from './testing/light-process.ts'
import type { LightOptions } from './testing/light-process.ts'
import { noteModule, noteTx } from './testing/note-module.ts'

const CHAIN_ID = 'xz-note-1'
const TXS = 12

type Fields = Readonly<Record<string, unknown>>

const cometbft = await installCometbft()
if ('absent' in cometbft) console.log(`not run: the real cometbft light before an embedded host (${cometbft.absent})`)

let folder: string
let host: EmbeddedHost
let primary: RpcServer
let witness: RpcServer
const txs: { readonly bytes: Uint8Array; readonly height: number; readonly index: number }[] = []
const closing: (() => Promise<void> | void)[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xz-light-'))
  const genesis = { chainId: CHAIN_ID, genesisTimeMs: Date.now() - 10_000, appState: {} }
  const validator = nodeCrypto.signer('ed25519', new Uint8Array(32).fill(7))
  host = new EmbeddedHost({ folder, crypto: nodeCrypto, validator, genesis, modules: [noteModule] })
  host.start()
  primary = await RpcServer.listen({ host, crypto: nodeCrypto, port: 0 })
  witness = await RpcServer.listen({ host, crypto: nodeCrypto, port: 0 })
  for (let i = 0; i < TXS; i++) {
    const bytes = noteTx(`note-${i}`)
    const { height, index } = await host.submit(bytes)
    txs.push({ bytes, height, index })
  }
  const last = txs.at(-1)?.height ?? 0
  while (host.height < last + 2) {
    host.requestBlock()
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
})

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

afterAll(async () => {
  await primary.close()
  await witness.close()
  await host.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function light(options: Pick<LightOptions, 'sequential'> & Partial<LightOptions>): Promise<LightProcess> {
  const home = mkdtempSync(join(tmpdir(), 'xz-light-home-'))
  closing.push(() => rmSync(home, { recursive: true, force: true }))
  const started = await LightProcess.start({
    program: 'path' in cometbft ? cometbft.path : '',
    folder: home,
    chainId: CHAIN_ID,
    primaryPort: primary.port,
    witnessPort: witness.port,
    trusted: { height: 1, hash: hashAt(1) },
    ...options,
  })
  closing.push(() => started.stop())
  return started
}

async function forging(port: number, forgery: Forgery): Promise<ForgingProxy> {
  const proxy = await ForgingProxy.listen(port, forgery)
  closing.push(() => proxy.close())
  return proxy
}

function hashAt(height: number): string {
  const block = host.block(height)
  return block === undefined ? '' : upperHex(headerHash(nodeCrypto, block.header))
}

const heights = (): number[] => [1, 2, 5, txs.at(-1)?.height ?? 0, (txs.at(-1)?.height ?? 0) + 1]
const field = (value: unknown, name: string): Fields => (value as Record<string, Fields>)[name] ?? {}

describe.skipIf('absent' in cometbft)('cometbft light v0.38.19 over the RPC of an embedded host', () => {
  test.each([
    ['skipping', false],
    ['sequential', true],
  ])('%s verification gives verified commits, validators, blocks and results', async (_, sequential) => {
    const verified = await light({ sequential })
    for (const height of heights()) {
      const commit = await verified.ask('commit', { height: String(height) })
      expect(commit.error).toBeUndefined()
      const signed = field(commit.result, 'signed_header')
      expect(upperHex(headerHash(nodeCrypto, headerFromJson(signed['header'])))).toBe(hashAt(height))
      expect(upperHex(commitFromJson(signed['commit']).blockId.hash)).toBe(hashAt(height))

      const validators = await verified.ask('validators', { height: String(height) })
      expect(validators.result).toMatchObject({ block_height: String(height), total: '1' })

      const block = await verified.ask('block', { height: String(height) })
      expect(block.error).toBeUndefined()
      expect(field(block.result, 'block_id')['hash']).toBe(hashAt(height))

      const params = await verified.ask('consensus_params', { height: String(height) })
      expect(params.error).toBeUndefined()
      const results = await verified.ask('block_results', { height: String(Math.max(1, height - 1)) })
      expect(results.error).toBeUndefined()
    }
  })

  test('gives transactions whose proofs it has checked, and headers one by one', async () => {
    const verified = await light({ sequential: false })
    for (const { bytes, height, index } of txs) {
      const hash = base64Encode(nodeCrypto.sha256(bytes))
      const answer = await verified.ask('tx', { hash, prove: true })
      expect(answer.error).toBeUndefined()
      expect(answer.result).toMatchObject({ height: String(height), index })
      expect(bytesEqual(base64Decode(answer.result?.['tx'] as string), bytes)).toBe(true)
      const header = await verified.ask('header', { height: String(height) })
      expect(upperHex(headerHash(nodeCrypto, headerFromJson(header.result?.['header'])))).toBe(hashAt(height))
    }
  })

  test('refuses a trusted hash that is not the chain’s', async () => {
    await expect(light({ sequential: false, trusted: { height: 1, hash: hashAt(2) } })).rejects.toThrow(
      /expected header's hash/,
    )
  })

  const TARGET = 5
  const forgeries: [name: string, forgery: Forgery][] = [
    ['a header with another app hash', (method, result) => forgeSigned(method, result, otherAppHash)],
    [
      'a header with another app hash under a block id that fits it',
      (method, result) => forgeSigned(method, result, (signed) => fittingBlockId(otherAppHash(signed))),
    ],
    ['a commit with another signature', (method, result) => forgeSigned(method, result, otherSignature)],
  ]

  /** Only above the trusted height, so that the client starts. */
  function forgeSigned(method: string, result: Fields, forge: (signed: Fields) => Fields): Fields {
    const signed = field(result, 'signed_header')
    if (method !== 'commit' || Number(field(signed, 'header')['height']) < TARGET) return result
    return { ...result, signed_header: forge(signed) }
  }

  test.each(forgeries)('refuses %s from primary and witness', async (_, forgery) => {
    for (const sequential of [false, true]) {
      const forgers = [await forging(primary.port, forgery), await forging(witness.port, forgery)] as const
      const verified = await light({ sequential, primaryPort: forgers[0].port, witnessPort: forgers[1].port })
      const sound = await verified.ask('commit', { height: String(TARGET - 1) })
      expect(sound.error).toBeUndefined()

      const answer = await verified.ask('commit', { height: String(TARGET) })
      expect(forgers[0].forged).toBeGreaterThan(0)
      expect(answer.result).toBeUndefined()
      expect(answer.error?.data).toMatch(/failed to update light client/)
    }
  })

  test.each(forgeries)('never passes on %s from the primary when the witness is honest', async (_, forgery) => {
    const forger = await forging(primary.port, forgery)
    const verified = await light({ sequential: false, primaryPort: forger.port })
    const answer = await verified.ask('commit', { height: String(TARGET) })
    expect(forger.forged).toBeGreaterThan(0)
    if (answer.error === undefined) {
      const header = headerFromJson(field(answer.result, 'signed_header')['header'])
      expect(upperHex(headerHash(nodeCrypto, header))).toBe(hashAt(TARGET))
    }
  })

  test('refuses a block whose transactions were changed, and a transaction under a proof of another', async () => {
    const [first, second] = txs
    const target = txs[3]?.height ?? 0
    const forger = await forging(primary.port, (method, result) => {
      if (method === 'block') {
        const block = field(result, 'block')
        return { ...result, block: { ...block, data: { txs: [base64Encode(first?.bytes ?? new Uint8Array(0))] } } }
      }
      return method === 'tx'
        ? { ...result, proof: { ...field(result, 'proof'), data: base64Encode(second?.bytes ?? new Uint8Array(0)) } }
        : result
    })
    const verified = await light({ sequential: false, primaryPort: forger.port })
    const block = await verified.ask('block', { height: String(target) })
    expect(block.result).toBeUndefined()
    expect(block.error?.data).toMatch(/DataHash/)
    const hash = base64Encode(nodeCrypto.sha256(first?.bytes ?? new Uint8Array(0)))
    const tx = await verified.ask('tx', { hash, prove: true })
    expect(tx.result).toBeUndefined()
    expect(tx.error?.data).toMatch(/proof is not internally consistent/)
  })
})

function otherAppHash(signed: Fields): Fields {
  return { ...signed, header: { ...field(signed, 'header'), app_hash: 'AB'.repeat(32) } }
}

function fittingBlockId(signed: Fields): Fields {
  const commit = field(signed, 'commit')
  const header = headerFromJson(signed['header'])
  const hash = upperHex(headerHash(nodeCrypto, header))
  const blockId = { ...field(commit, 'block_id'), hash }
  return { header: headerToJson(header), commit: { ...commit, block_id: blockId } }
}

function otherSignature(signed: Fields): Fields {
  const commit = field(signed, 'commit')
  const [slot] = commit['signatures'] as [{ readonly signature: string }]
  const signature = base64Decode(slot.signature)
  signature[7]! ^= 1
  return { ...signed, commit: { ...commit, signatures: [{ ...slot, signature: base64Encode(signature) }] } }
}
