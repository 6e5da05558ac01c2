import { decodeCanonical, hexEncode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { pureCrypto } from '@xiezhi/crypto'
import type { Crypto } from '@xiezhi/crypto'
import { Application } from '../application.ts'
import type { FinalizedBlock } from '../application.ts'
import type { Event, ReadContext } from '../context.ts'
import { MemoryBackend } from '../memory-backend.ts'
import type { Module, ValidatorPower } from '../module/module.ts'
import type { ReadStore } from '../state/store.ts'
import { encodeStamp } from '../tx/stamp.ts'
import { signTransaction } from '../tx/transaction.ts'
import type { Message } from '../tx/transaction.ts'
import type { TestSigner } from './test-signer.ts'

export interface TestChainOptions {
  readonly modules: readonly Module[]
  readonly chainId?: string
  readonly genesis?: Readonly<Record<string, Json>>
  readonly crypto?: Crypto
  /** UTC milliseconds of genesis. */
  readonly startMs?: number
  /** Of a zone of several nodes. */
  readonly beginning?: readonly ValidatorPower[]
}

export interface DeliveredTx {
  readonly code: number
  readonly codespace: string
  readonly events: readonly Event[]
  /** Message results, or null for a refusal. */
  readonly data: readonly Json[] | null
  /** Facts of a refusal, empty otherwise. */
  readonly facts: Readonly<Record<string, Json>>
}

/** 2026-03-02T01:00:00Z, a working Monday in Asia/Shanghai. */
const START_MS = 1_772_413_200_000

/** A real application over memory, one block a transaction, with a clock that the test moves. */
export class TestChain {
  readonly chainId: string
  readonly app: Application
  readonly backend: MemoryBackend
  readonly crypto: Crypto
  height = 0
  nowMs: number
  /** Events of the last block: due effects, then transactions. */
  events: readonly Event[] = []
  readonly #beginning: readonly ValidatorPower[] | undefined
  #nonce = 0

  constructor({
    modules,
    chainId = 'xz-test-1',
    genesis = {},
    crypto = pureCrypto,
    startMs = START_MS,
    beginning,
  }: TestChainOptions) {
    this.#beginning = beginning
    this.chainId = chainId
    this.crypto = crypto
    this.backend = new MemoryBackend(crypto)
    this.app = new Application({ crypto, chainId, modules, backend: this.backend })
    this.nowMs = startMs
    this.backend.commit(this.app.initChain({ height: 0, timeMs: startMs, appState: genesis }).aux)
  }

  /** Signs the messages as one transaction and includes it in a block of its own. */
  deliver(messages: readonly Message[], signers: readonly TestSigner[]): DeliveredTx {
    return this.deliverBytes(this.sign(messages, signers))
  }

  sign(messages: readonly Message[], signers: readonly TestSigner[]): Uint8Array {
    const body = {
      chainId: this.chainId,
      signers: signers.map(({ organisation, officer, key }) => ({ organisation, officer, key })),
      messages: messages.map(({ type, value }) => ({ type, value })),
      issuedAtMs: this.nowMs,
      expiresAtMs: this.nowMs + 60_000,
      nonce: String(this.#nonce++),
    }
    return signTransaction(
      body,
      signers.map(({ signer }) => signer),
    )
  }

  deliverBytes(bytes: Uint8Array): DeliveredTx {
    const result = this.block([bytes]).results[1]
    if (result === undefined) return { code: -1, codespace: 'test', events: [], data: null, facts: {} }
    const data = decodeCanonical(result.data)
    return result.code === 0
      ? { ...result, data: data as readonly Json[], facts: {} }
      : { ...result, data: null, facts: (data as { facts: Readonly<Record<string, Json>> }).facts }
  }

  /** Makes one block of these transactions and commits it. */
  block(txs: readonly Uint8Array[]): FinalizedBlock {
    this.nowMs = Math.max(this.nowMs, this.app.lastStampMs() + 1)
    this.height += 1
    const block = this.app.finalizeBlock({
      height: this.height,
      timeMs: this.nowMs,
      txs: [encodeStamp(this.nowMs), ...txs],
      ...(this.#beginning === undefined ? {} : { beginning: this.#beginning }),
    })
    this.backend.commit(block.aux)
    this.events = [...block.events, ...block.results.flatMap((result) => result.events)]
    return block
  }

  /** Moves the clock and makes an empty block, which runs due effects. */
  advance(ms: number): void {
    this.nowMs += ms
    this.block([])
  }

  query(name: string, input: Json): Json {
    return this.app.query(name, input)
  }

  get store(): ReadStore {
    return this.context().store
  }

  context(): ReadContext {
    return this.app.readContext()
  }

  root(): string {
    return hexEncode(this.backend.root())
  }

  /** Root over everything but the kernel's own leaves: included transactions are spent, also when refused. */
  moduleEntries(): string {
    const entries = this.backend.entries().filter(({ key }) => !hexEncode(key).startsWith(KERNEL_PREFIX))
    return hexEncode(
      this.crypto.sha256(
        new Uint8Array(entries.flatMap(({ key, value }) => [...key, 0, ...this.crypto.sha256(value)])),
      ),
    )
  }

  violations(): string[] {
    return this.app.violations()
  }
}

/** `kernel/` in hexadecimal. */
const KERNEL_PREFIX = '6b65726e656c2f'
