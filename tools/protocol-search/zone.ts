import { base64Encode, decodeCanonical, utf8Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import {
  BLOCK_PROTOCOL,
  commitHash,
  commitSignBytes,
  dataHash,
  EMPTY_BLOCK_ID,
  evidenceHash,
  headerHash,
  resultsHash,
  timestampFromMs,
  validatorsHash,
} from '@xiezhi/comet'
import type { BlockId, Commit, DeterministicResult, Header, LightBlock } from '@xiezhi/comet'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { encodeMerkleProof } from '@xiezhi/interchain'
import type { ValidatorKeys } from '@xiezhi/interchain/testing'
import { Application, encodeStamp, signTransaction } from '@xiezhi/kernel'
import type { Event, Message, Module, ReadContext } from '@xiezhi/kernel'
import type { TestSigner } from '@xiezhi/kernel/testing'
import { EMPTY_SNAPSHOT, SnapshotBackend } from './snapshot-backend.ts'
import type { Snapshot } from './snapshot-backend.ts'

/** What does not change while a zone runs. */
export interface ZoneRules {
  readonly chainId: string
  readonly modules: readonly Module[]
  readonly validators: ValidatorKeys
  /** `lagging`: the header has the time at which the block before it was committed, as CometBFT's; `stamp`: its own stamp. */
  readonly headerTime: 'lagging' | 'stamp'
}

/** One zone after a block: a value, shared by every world that has come this far. */
export interface Zone {
  readonly rules: ZoneRules
  readonly state: Snapshot
  /** The state that the app hash of the last header covers. */
  readonly covered: Snapshot
  readonly height: number
  readonly header: Header | null
  readonly headerMs: number
  /** When the last block was committed. */
  readonly committedMs: number
  readonly stampMs: number
  readonly commit: Commit | null
  readonly results: readonly DeterministicResult[]
}

export interface Delivered {
  readonly zone: Zone
  readonly code: number
  readonly codespace: string
  readonly data: readonly Json[]
  /** Due effects and the transaction. */
  readonly events: readonly Event[]
}

export function genesisZone(rules: ZoneRules, genesis: Readonly<Record<string, Json>>, startMs: number): Zone {
  const backend = new SnapshotBackend(EMPTY_SNAPSHOT)
  const app = new Application({ crypto: nodeCrypto, chainId: rules.chainId, modules: rules.modules, backend })
  const state = backend.next(app.initChain({ height: 0, timeMs: startMs, appState: genesis }).aux)
  const times = { headerMs: startMs, committedMs: startMs, stampMs: startMs }
  return { rules, state, covered: EMPTY_SNAPSHOT, height: 0, header: null, ...times, commit: null, results: [] }
}

/** A block with these messages as one transaction, or an empty one. */
export function makeBlock(
  zone: Zone,
  nowMs: number,
  messages: readonly Message[],
  signers: readonly TestSigner[],
): Delivered {
  const { rules, height: before } = zone
  const backend = new SnapshotBackend(zone.state)
  const app = new Application({ crypto: nodeCrypto, chainId: rules.chainId, modules: rules.modules, backend })
  const committedMs = Math.max(nowMs, zone.committedMs)
  const lagging = Math.max(zone.headerMs + 1, zone.committedMs)
  const stampMs = Math.max(committedMs, lagging, zone.stampMs + 1)
  const headerMs = rules.headerTime === 'stamp' ? stampMs : lagging
  const txs = messages.length === 0 ? [] : [signed(zone, stampMs, messages, signers)]
  const appHash = backend.root()
  const all = [encodeStamp(stampMs), ...txs]
  const block = app.finalizeBlock({ height: before + 1, timeMs: headerMs, txs: all })
  const state = backend.next(block.aux)
  const header = headerOf(zone, appHash, headerMs, all)
  const result = block.results[1]
  return {
    zone: {
      rules,
      state,
      covered: zone.state,
      height: before + 1,
      header,
      headerMs,
      committedMs: Math.max(committedMs, stampMs),
      stampMs,
      commit: commitOf(rules, header),
      results: block.results.map(({ code, data }) => ({ code, data, gasWanted: 0n, gasUsed: 0n })),
    },
    code: result?.code ?? 0,
    codespace: result?.codespace ?? '',
    data: result?.code === 0 ? (decodeCanonical(result.data) as readonly Json[]) : [],
    events: [...block.events, ...(result?.events ?? [])],
  }
}

const contexts = new WeakMap<Snapshot, ReadContext>()

/** The last committed state, as queries see it. */
export function readZone({ rules, state, height, headerMs, stampMs }: Zone): ReadContext {
  let context = contexts.get(state)
  if (context === undefined) {
    const backend = new SnapshotBackend(state)
    const app = new Application({ crypto: nodeCrypto, chainId: rules.chainId, modules: rules.modules, backend })
    const block = { chainId: rules.chainId, height, timeMs: headerMs, decidedAtMs: stampMs }
    context = { ...app.readContext(), block }
    contexts.set(state, context)
  }
  return context
}

export function violationsOf({ rules, state }: Zone): readonly string[] {
  const backend = new SnapshotBackend(state)
  return new Application({ crypto: nodeCrypto, chainId: rules.chainId, modules: rules.modules, backend }).violations()
}

/** Proof, in the last header, of what stood or did not stand under the key before the last block. */
export function proofOf({ covered }: Zone, key: string): string {
  return base64Encode(encodeMerkleProof([new SnapshotBackend(covered).prove(key)]))
}

export function lightBlockOf({ header, commit, rules }: Zone): LightBlock {
  if (header === null || commit === null) throw new RangeError(`${rules.chainId} has no block`)
  return { header, commit, validators: rules.validators.set }
}

/** Another block at the last height, signed by all validators of the zone. */
export function forkedBlockOf(zone: Zone): LightBlock {
  const { header, validators } = lightBlockOf(zone)
  const forked = { ...header, dataHash: nodeCrypto.sha256(utf8Encode('another')) }
  return { header: forked, commit: commitOf(zone.rules, forked), validators }
}

function signed(
  { rules, height }: Zone,
  stampMs: number,
  messages: readonly Message[],
  signers: readonly TestSigner[],
): Uint8Array {
  const body = {
    chainId: rules.chainId,
    signers: signers.map(({ organisation, officer, key }) => ({ organisation, officer, key })),
    messages: messages.map(({ type, value }) => ({ type, value })),
    issuedAtMs: stampMs,
    expiresAtMs: stampMs + 60_000,
    // A relayer that repeats itself signs anew; the same bytes would be stopped as spent.
    nonce: String(height),
  }
  return signTransaction(
    body,
    signers.map(({ signer }) => signer),
  )
}

function headerOf(zone: Zone, appHash: Uint8Array, headerMs: number, txs: readonly Uint8Array[]): Header {
  const { validators, chainId } = zone.rules
  const hash = validatorsHash(nodeCrypto, validators.set)
  return {
    version: { block: BLOCK_PROTOCOL, app: 1n },
    chainId,
    height: BigInt(zone.height + 1),
    time: timestampFromMs(headerMs),
    lastBlockId: zone.commit?.blockId ?? EMPTY_BLOCK_ID,
    lastCommitHash: zone.commit === null ? nodeCrypto.sha256(new Uint8Array(0)) : commitHash(nodeCrypto, zone.commit),
    dataHash: dataHash(nodeCrypto, txs),
    validatorsHash: hash,
    nextValidatorsHash: hash,
    consensusHash: nodeCrypto.sha256(new Uint8Array(0)),
    appHash,
    lastResultsHash: resultsHash(nodeCrypto, zone.results),
    evidenceHash: evidenceHash(nodeCrypto, []),
    proposerAddress: validators.set.validators[0]?.address ?? new Uint8Array(20),
  }
}

function commitOf({ validators, chainId }: ZoneRules, header: Header): Commit {
  const hash = headerHash(nodeCrypto, header)
  const blockId: BlockId = { hash, partSetHeader: { total: 1, hash: nodeCrypto.sha256(hash) } }
  const [validator] = validators.set.validators
  const [signer] = validators.signers.values()
  if (validator === undefined || signer === undefined) throw new RangeError(`${chainId} has no validator`)
  const slot = {
    blockIdFlag: 2,
    validatorAddress: validator.address,
    timestamp: header.time,
    signature: new Uint8Array(64),
  } as const
  const draft: Commit = { height: header.height, round: 0, blockId, signatures: [slot] }
  const signature = signer.sign(commitSignBytes(chainId, draft, 0))
  return { ...draft, signatures: [{ ...slot, signature }] }
}
