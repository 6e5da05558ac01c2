import { bytesEqual, encodeCanonical, hexDecode, hexEncode } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import { timestampToMs } from '@xiezhi/comet'
import type { Application, Event, FinalizedBlock, StateChange, TxResult } from '@xiezhi/kernel'
import { beginZone, zoneMeta } from '../embedded/begin-zone.ts'
import type { Genesis } from '../embedded/begin-zone.ts'
import { eventToAbci, metaKey } from '../embedded/chain-rows.ts'
import { HostError } from '../embedded/host-error.ts'
import { APP_VERSION } from '../embedded/next-block.ts'
import { answerQuery, PROOF_TYPE } from '../embedded/rpc/abci-query.ts'
import { refusalOf } from '../embedded/rpc/own-methods.ts'
import { RpcError } from '../embedded/rpc/rpc-error.ts'
import type { ZoneHost } from '../embedded/rpc/zone-host.ts'
import type { StateStore } from '../store/state-store.ts'
import { AbciError } from './abci/abci-error.ts'
import type { AbciHandler, OtherRequest } from './abci/abci-server.ts'
import type { BlockRequest, CheckTxRequest, Misbehaviour, ValidatorPower } from './abci/requests.ts'
import { responses } from './abci/responses.ts'
import type { AbciEvent, AbciTxResult } from './abci/responses.ts'
import { isUnused, UNUSED } from './abci/unused-requests.ts'
import { appStateOf, firstHeightOf, validatorsLabel } from './chain-beginning.ts'
import { faultOfForm, nextStamp, proposalOf } from './proposals.ts'
import type { ProposalFault, ProposalTimes } from './proposals.ts'
import type { LightArchive } from './engine/light-archive.ts'
import type { SnapshotService } from './snapshots/snapshot-service.ts'
import { refusalIn } from './tx-checks.ts'
import type { Checked, Refusal, TxChecks } from './tx-checks.ts'
import type { TxPool } from './tx-pool.ts'

const NONE: Uint8Array = new Uint8Array(0)

/** A block that is on disk. */
export interface CommittedBlock {
  readonly height: number
  /** By which the engine knows the transactions; the stamp first. */
  readonly hashes: readonly string[]
  readonly results: readonly TxResult[]
  /** Events of due effects. */
  readonly events: readonly Event[]
  readonly isChange: boolean
}

export interface AbciApplicationOptions {
  readonly app: Application
  readonly store: StateStore
  readonly crypto: Crypto
  readonly pool: TxPool
  readonly checks: TxChecks
  readonly snapshots: SnapshotService
  readonly archive: LightArchive
  /** With whom the zone began. */
  readonly beginning: readonly ValidatorPower[]
  /** Answers queries. */
  readonly host: ZoneHost
  /** The state with which the zone goes on, where the genesis document names one. */
  readonly exportFile?: string | undefined
  readonly nowMs: () => number
  /** Called at each named point of a block; tests stop the process there. */
  readonly onPoint: (point: AbciPoint, height: number) => void
  readonly onCommitted: (block: CommittedBlock) => void
  /** The engine asked about a transaction that cannot wait here. */
  readonly onRefusedTx: (hash: string, refusal: Refusal) => void
  /** A proposal of somebody that this validator does not vote for. */
  readonly onRefusedProposal: (fault: ProposalFault, height: number) => void
  /** A validator signed against the zone; the evidence is in the block of this height. */
  readonly onMisbehaviour: (found: Misbehaviour, height: number) => void
  /** The engine has begun anew. */
  readonly onEngineStart: () => void
}

/** Named points of a block on its way through the application, in order. */
export type AbciPoint = 'proposed' | 'judged' | 'finalized' | 'committed'

interface Staged {
  readonly block: CommittedBlock
  readonly timeMs: number
  readonly aux: readonly StateChange[]
  readonly changesValidators: boolean
}

/** The application of a zone behind ABCI 2.0. Only Commit writes, in one transaction of the store. */
export class AbciApplication implements AbciHandler {
  readonly #options: AbciApplicationOptions
  #staged: Staged | undefined

  constructor(options: AbciApplicationOptions) {
    this.#options = options
  }

  async checkTxs(requests: readonly CheckTxRequest[]): Promise<readonly Uint8Array[]> {
    const atMs = this.#checkMs()
    const fresh = requests.filter(({ isRecheck }) => !isRecheck)
    const admitted = await this.#admit(fresh.map(({ tx }) => tx))
    let at = 0
    return requests.map(({ tx, isRecheck }) => {
      const refusal = isRecheck ? this.#recheck(tx, atMs) : admitted[at++]
      return responses.checkTx(refusal === undefined ? ACCEPTED : refusedCheck(refusal))
    })
  }

  async handle(request: OtherRequest): Promise<Uint8Array> {
    if (isUnused(request)) return UNUSED[request.kind]()
    switch (request.kind) {
      case 'echo':
        return responses.echo(request.message)
      case 'info':
        return this.#info()
      case 'initChain':
        return this.#initChain(request)
      case 'query':
        return this.#query(request)
      case 'prepareProposal':
        return this.#prepare(request)
      case 'processProposal':
        return this.#judge(request)
      case 'finalizeBlock':
        return this.#finalize(request)
      case 'commit':
        return this.#commit()
      case 'listSnapshots':
      case 'offerSnapshot':
      case 'loadSnapshotChunk':
      case 'applySnapshotChunk':
        return this.#options.snapshots.answer(request)
    }
  }

  /** Verifies a transaction ahead of the engine's own question. Undefined: it may be sent on. */
  async refusalBefore(tx: Uint8Array): Promise<Refusal | undefined> {
    const [checked] = await this.#checkNew([tx])
    return checked !== undefined && 'refusal' in checked ? checked.refusal : undefined
  }

  #checkMs(): number {
    return Math.max(this.#options.nowMs(), this.#options.app.lastStampMs())
  }

  async #admit(txs: readonly Uint8Array[]): Promise<(Refusal | undefined)[]> {
    const { checks, pool, onRefusedTx } = this.#options
    return (await this.#checkNew(txs)).map((checked, at) => {
      const refusal = 'refusal' in checked ? checked.refusal : refusalIn(() => pool.add(checked.hash, checked.tx))
      const tx = txs[at] ?? NONE
      if (refusal !== undefined && tx.length > 0) onRefusedTx(checks.hash(tx), refusal)
      return refusal
    })
  }

  /** What does not fit is refused before anything is spent on it. */
  async #checkNew(txs: readonly Uint8Array[]): Promise<Checked[]> {
    const { app, checks, pool } = this.#options
    const full = refusalIn(() => {
      pool.mustHaveRoom('protective', 0)
    })
    if (full !== undefined) return txs.map(() => ({ refusal: full }))
    const atMs = this.#checkMs()
    return checks.check(txs, (decoded, priority, bytes) => {
      app.checkIncludable(decoded, atMs)
      pool.mustHaveRoom(priority, bytes.length)
    })
  }

  /** Without a signature check: what waits was verified when it came. */
  #recheck(tx: Uint8Array, atMs: number): Refusal | undefined {
    const { app, checks, pool } = this.#options
    const hash = checks.hash(tx)
    const known = pool.get(hash)
    if (known === undefined) return new HostError('HOST_TX_UNKNOWN', { hash })
    const refusal = refusalIn(() => {
      app.checkIncludable(known.decoded, atMs)
    })
    if (refusal !== undefined) pool.remove(hash)
    return refusal
  }

  #info(): Uint8Array {
    const { store, onEngineStart } = this.#options
    onEngineStart()
    const height = store.height ?? 0
    const hasBlocks = height >= this.#firstHeight()
    return responses.info({
      data: 'xiezhi',
      version: '0.1.0',
      appVersion: APP_VERSION,
      height: hasBlocks ? height : 0,
      appHash: hasBlocks ? store.root() : NONE,
    })
  }

  #firstHeight(): number {
    const meta = this.#options.store.getRow(metaKey)
    return meta === undefined ? 1 : firstHeightOf(meta)
  }

  /** May come again after a crash before the first block: the genesis state is then as it was. */
  #initChain(request: Extract<OtherRequest, { kind: 'initChain' }>): Uint8Array {
    const { app, store, exportFile } = this.#options
    const { chainId, time, initialHeight, validators, appState } = request
    if (chainId !== app.chainId)
      throw new HostError('HOST_GENESIS_MISMATCH', { expected: app.chainId, seen: chainId.slice(0, 64) })
    const genesis: Genesis = {
      chainId,
      genesisTimeMs: timestampToMs(time),
      ...(initialHeight > 1 ? { initialHeight } : {}),
      appState: appStateOf(appState),
    }
    const label = validatorsLabel(this.#options.crypto, validators)
    if (store.height === undefined) beginZone({ app, store, genesis, validator: label, exportFile })
    const meta = store.getRow(metaKey)
    if (meta === undefined || !bytesEqual(meta, zoneMeta(genesis, label)))
      throw new HostError('HOST_GENESIS_MISMATCH', { expected: 'the genesis of this store', seen: 'another' })
    return responses.initChain(store.root())
  }

  #query({ path, data, height }: Extract<OtherRequest, { kind: 'query' }>): Uint8Array {
    try {
      const { value, proved, ...outcome } = answerQuery(
        this.#options.host,
        path,
        data,
        height === 0 ? undefined : height,
      )
      const proofOps = proved === undefined ? [] : [{ type: PROOF_TYPE, key: proved.key, data: proved.proof }]
      return responses.query({ ...outcome, key: proved?.key ?? NONE, value: value ?? NONE, proofOps })
    } catch (error) {
      if (!(error instanceof RpcError)) throw error
      const refused = { code: 1, codespace: 'host', log: error.data, key: NONE, value: NONE, proofOps: [], height: 0 }
      return responses.query(refused)
    }
  }

  #times({ time }: BlockRequest): ProposalTimes {
    const { app, nowMs } = this.#options
    return { headerMs: timestampToMs(time), lastStampMs: app.lastStampMs(), nowMs: nowMs() }
  }

  async #prepare(request: Extract<OtherRequest, { kind: 'prepareProposal' }>): Promise<Uint8Array> {
    const { app, checks, onPoint } = this.#options
    const stampMs = nextStamp(this.#times(request))
    const checked = await checks.check(request.txs, (decoded) => {
      app.checkIncludable(decoded, stampMs)
    })
    const waiting = checked.flatMap((one) => ('refusal' in one ? [] : [one.tx]))
    // Those of the pool were not asked again: they may have expired since.
    const includable = waiting.filter(({ decoded }) => decoded.body.expiresAtMs >= stampMs)
    onPoint('proposed', request.height)
    return responses.prepareProposal(proposalOf(includable, stampMs, request.bytesMax))
  }

  /** Refuses only what no state decides, and the order of stamps; all else executes with a code. */
  async #judge(request: Extract<OtherRequest, { kind: 'processProposal' }>): Promise<Uint8Array> {
    const fault = faultOfForm(request.txs, this.#times(request)) ?? (await this.#faultOfTxs(request.txs.slice(1)))
    if (fault !== undefined) this.#options.onRefusedProposal(fault, request.height)
    this.#options.onPoint('judged', request.height)
    return responses.processProposal(fault === undefined ? 'accept' : 'reject')
  }

  async #faultOfTxs(txs: readonly Uint8Array[]): Promise<ProposalFault | undefined> {
    const checked = await this.#options.checks.check(txs)
    const ids = new Set<string>()
    for (const one of checked) {
      if ('refusal' in one) return 'TX_REFUSED'
      ids.add(one.tx.decoded.id)
    }
    return ids.size < txs.length ? 'TX_DUPLICATE' : undefined
  }

  #finalize({ txs, height, time, misbehaviour }: Extract<OtherRequest, { kind: 'finalizeBlock' }>): Uint8Array {
    const { app, beginning, checks, store, onPoint, onMisbehaviour } = this.#options
    for (const found of misbehaviour) onMisbehaviour(found, height)
    const timeMs = timestampToMs(time)
    const hashes = txs.map((tx) => checks.hash(tx))
    const verified = hashes.map((hash) => checks.known(hash))
    const before = store.root()
    const finalized: FinalizedBlock = app.finalizeBlock({
      height,
      timeMs,
      txs,
      verified,
      beginning: beginning.map(({ publicKey, power }) => ({ publicKey: hexEncode(publicKey), power: Number(power) })),
    })
    const { appHash, results, events, validatorUpdates, aux } = finalized
    const block = { height, hashes, results, events, isChange: !bytesEqual(appHash, before) }
    this.#staged = { block, timeMs, aux, changesValidators: validatorUpdates.length > 0 }
    onPoint('finalized', height)
    return responses.finalizeBlock({
      events: events.map(abciEvent),
      results: results.map((result) => ({ ...result, log: '', events: result.events.map(abciEvent) })),
      validatorUpdates: validatorUpdates.map(({ publicKey, power }) => ({
        publicKey: hexDecode(publicKey),
        power: BigInt(power),
      })),
      appHash,
    })
  }

  #commit(): Uint8Array {
    const { archive, store, pool, snapshots, onPoint, onCommitted } = this.#options
    const staged = this.#staged
    if (staged === undefined) throw new AbciError('ABCI_OUT_OF_ORDER', { request: 'commit' })
    const { block, timeMs, aux, changesValidators } = staged
    const { height } = block
    store.commit({ timeMs, aux, rows: archive.rows(height, changesValidators) })
    this.#staged = undefined
    for (const hash of block.hashes) pool.remove(hash)
    pool.expire(this.#options.app.lastStampMs())
    onPoint('committed', block.height)
    onCommitted(block)
    snapshots.committed(height)
    void archive.copy(height)
    // Who restores a snapshot of ours needs the blocks after it; who asks for a proof, the header after its height.
    const floor = Math.min(store.oldestHeight ?? 0, snapshots.oldestHeight ?? height)
    return responses.commit(archive.retainHeight(height, timeMs, floor))
  }
}

const ACCEPTED: AbciTxResult = { code: 0, codespace: '', data: NONE, log: '', events: [] }

/** Code and codespace, the name in `log`, and the facts as canonical JSON in `data`: as every host answers. */
function refusedCheck(refusal: Refusal): AbciTxResult {
  const { codespace, code, name, facts } = refusalOf(refusal)
  return { code, codespace, log: name, data: encodeCanonical({ codespace, code, facts }), events: [] }
}

function abciEvent(event: Event): AbciEvent {
  return eventToAbci(event) as unknown as AbciEvent
}
