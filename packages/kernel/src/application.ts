import { CodecError, decodeCanonical, encodeCanonical, hexEncode, latin1Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import type { StateBackend, StateChange } from './backend.ts'
import type { BlockInfo, Event, ReadContext } from './context.ts'
import { dueRows } from './due.ts'
import { ContractError, ensure } from './errors.ts'
import type { ErrorKind } from './errors.ts'
import { executionContext } from './execution.ts'
import { errors } from './kernel-errors.ts'
import { migrate, needsMigration, writeVersions } from './migrate.ts'
import type { Module, ValidatorPower } from './module/module.ts'
import { ModuleTable } from './module/module-table.ts'
import { SpentIds, lastBusinessStamp } from './spent.ts'
import { CommittedStore, Overlay } from './state/store.ts'
import { checkUpgrade } from './upgrade.ts'
import { validatorChanges } from './validator-changes.ts'
import { decodeTransaction, requireSignatures } from './tx/decode-transaction.ts'
import type { DecodedTx } from './tx/decode-transaction.ts'
import { decodeStamp } from './tx/stamp.ts'
import { TX_ISSUED_AHEAD_MAX_MS } from './tx/transaction.ts'

/** Result of one transaction of a block. `code` and `data` enter the results hash of the header. */
export interface TxResult {
  /** 0: executed. */
  readonly code: number
  readonly codespace: string
  /** Canonical JSON: the list of message results, or the registered refusal with its facts. */
  readonly data: Uint8Array
  readonly events: readonly Event[]
}

export interface FinalizedBlock {
  readonly appHash: Uint8Array
  /** One a transaction, the stamp included. */
  readonly results: readonly TxResult[]
  /** Events of due effects, outside any transaction. */
  readonly events: readonly Event[]
  /** What acts of the block changed of the validators, by ascending key; power 0 removes. */
  readonly validatorUpdates: readonly ValidatorPower[]
  /** Aux rows that the host commits with the block. */
  readonly aux: readonly StateChange[]
}

export interface BlockInput {
  readonly height: number
  /** Header time in UTC milliseconds. */
  readonly timeMs: number
  /** The stamp first. */
  readonly txs: readonly Uint8Array[]
  /**
   * Verdicts on signatures already checked by the host, by transaction position; undefined where it has none.
   * The host may only pass what `verifyMany` of the same crypto gave for `decoded.checks`.
   */
  readonly verified?: readonly (VerifiedTx | undefined)[]
  /** Of a host with several nodes: the validators with whom the zone began. Absent: one node alone, whose key no act changes. */
  readonly beginning?: readonly ValidatorPower[]
}

/** A transaction whose signatures a host verified ahead of the block. */
export interface VerifiedTx {
  readonly decoded: DecodedTx
}

export interface ApplicationOptions {
  readonly crypto: Crypto
  readonly chainId: string
  readonly modules: readonly Module[]
  readonly backend: StateBackend
}

const LAST_STAMP = latin1Encode('kernel/last-stamp')

/** The deterministic state machine of a zone: blocks in, app hash and results out. Hosts drive it and commit its state. */
export class Application {
  readonly chainId: string
  readonly modules: ModuleTable
  readonly #crypto: Crypto
  readonly #backend: StateBackend
  readonly #committed: CommittedStore
  readonly #spent: SpentIds
  #lastBlock: BlockInfo | undefined

  constructor({ crypto, chainId, modules, backend }: ApplicationOptions) {
    this.chainId = chainId
    this.modules = new ModuleTable(modules)
    this.#crypto = crypto
    this.#backend = backend
    this.#committed = new CommittedStore(backend)
    this.#spent = new SpentIds(backend, crypto)
  }

  /**
   * Writes the initial state under `height` (the height before the first block) and stages it.
   * `appState` maps module names to their genesis. @throws ContractError GenesisInvalid
   */
  initChain(input: {
    readonly height: number
    readonly timeMs: number
    readonly appState: Readonly<Record<string, Json>>
  }): FinalizedBlock {
    const { height, timeMs, appState } = input
    const unknown = Object.keys(appState).find((name) => this.modules.find(name) === undefined)
    ensure(unknown === undefined, errors.GenesisInvalid, { module: unknown })
    const block = { chainId: this.chainId, height, timeMs, decidedAtMs: timeMs }
    const overlay = new Overlay(this.#committed)
    const events: Event[] = []
    const ctx = executionContext({
      block,
      crypto: this.#crypto,
      store: overlay,
      txId: '0'.repeat(64),
      messageIndex: 0,
      signers: [],
      events,
    })
    // One key at least: an empty tree cannot prove absence.
    writeVersions(overlay, this.modules)
    for (const module of this.modules.inOrder) module.initGenesis(ctx, appState[module.name] ?? null)
    const appHash = this.#committed.stage(height, overlay)
    this.#lastBlock = block
    return { appHash, results: [], events, validatorUpdates: [], aux: [stampRow(timeMs)] }
  }

  /** Stateless and spent checks before a transaction waits for a block. @throws ContractError */
  checkTx(bytes: Uint8Array, nowMs: number): DecodedTx {
    const decoded = this.decode(bytes)
    this.checkIncludable(decoded, nowMs)
    return decoded
  }

  /** Whether a block whose stamp is `atMs` could include it. @throws ContractError NotYetIssued, Expired, Spent */
  checkIncludable(decoded: DecodedTx, atMs: number): void {
    this.#checkWindow(decoded, atMs)
  }

  /**
   * Whether every message of a transaction would pass its check in the last committed state, were its signatures good. What
   * the transaction itself would change is not seen by its later messages.
   */
  passesChecks({ id, body, signers }: DecodedTx): boolean {
    const read = this.readContext()
    try {
      body.messages.forEach((message, messageIndex) => {
        const definition = this.modules.message(message.type)
        const value = parsed(definition.schema, message.value, errors.MessageMalformed, { message: message.type })
        definition.check({ ...read, txId: id, messageIndex, signers }, value)
      })
      return true
    } catch (error) {
      refusal(error)
      return false
    }
  }

  /** Form, chain, lifetime and message types; signatures are not verified here. @throws ContractError */
  decode(bytes: Uint8Array): DecodedTx {
    const decoded = decodeTransaction(this.#crypto, this.chainId, bytes)
    for (const message of decoded.body.messages) this.modules.message(message.type)
    return decoded
  }

  /** Executes a block and stages its state. The host commits, or discards by staging another. @throws ContractError for a block that no honest proposer makes */
  finalizeBlock(input: BlockInput): FinalizedBlock {
    const { height, timeMs, txs } = input
    const decidedAtMs = decodeStamp(txs[0] ?? new Uint8Array(0))
    ensure(decidedAtMs !== undefined, errors.StampMissing)
    const lastStampMs = this.lastStampMs()
    ensure(decidedAtMs > lastStampMs && decidedAtMs >= timeMs, errors.StampOrder, {
      decidedAtMs,
      lastStampMs,
      headerTimeMs: timeMs,
    })
    const block: BlockInfo = { chainId: this.chainId, height, timeMs, decidedAtMs }
    const overlay = new Overlay(this.#committed)
    if (input.beginning !== undefined) checkUpgrade(overlay, this.modules, height)
    this.#spent.beginBlock()
    const events = this.#runMigrations(block, overlay)
    const validators = this.#validators(block, overlay, input.beginning)
    events.push(...this.#runDue(block, overlay))
    const results: TxResult[] = [executed([], [])]
    for (let at = 1; at < txs.length; at++) {
      results.push(this.#runTx(block, overlay, txs[at] ?? new Uint8Array(0), input.verified?.[at]))
    }
    const aux = [stampRow(decidedAtMs), ...this.#spent.endBlock(overlay, height, decidedAtMs)]
    const appHash = this.#committed.stage(height, overlay)
    this.#lastBlock = block
    const changed = this.modules.validators?.current(overlay) ?? validators
    return { appHash, results, events, validatorUpdates: validatorChanges(validators, changed), aux }
  }

  /** Those before the acts of the block; a zone of several notes them in its first. */
  #validators(
    block: BlockInfo,
    store: Overlay,
    beginning: readonly ValidatorPower[] | undefined,
  ): readonly ValidatorPower[] {
    const register = this.modules.validators
    if (register === undefined || beginning === undefined) return []
    const known = register.current(store)
    if (known !== undefined) return known
    const txId = hexEncode(this.#crypto.sha256(latin1Encode(`${this.chainId}\0validators\0${block.height}`)))
    register.begin(
      executionContext({ block, crypto: this.#crypto, store, txId, messageIndex: 0, signers: [], events: [] }),
      beginning,
    )
    return beginning
  }

  /** Stamp of the last committed block, 0 before genesis. */
  lastStampMs(): number {
    const row = this.#backend.getAux(LAST_STAMP)
    return row === undefined ? lastBusinessStamp(this.#committed) : (decodeCanonical(row) as number)
  }

  /** Answers a module query from the last committed block. @throws ContractError QueryUnknown, QueryMalformed and those of the module */
  query(name: string, input: Json): Json {
    const definition = this.modules.query(name)
    const query = parsed(definition.schema, input, errors.QueryMalformed, { query: name })
    return definition.answer(this.readContext(), query)
  }

  /** The last committed state as seen by queries and invariants. */
  readContext(): ReadContext {
    const stampMs = this.lastStampMs()
    const height = this.#backend.height ?? 0
    const block = this.#lastBlock ?? { chainId: this.chainId, height, timeMs: stampMs, decidedAtMs: stampMs }
    return { block, crypto: this.#crypto, store: this.#committed }
  }

  /** Violations of the modules' invariants in the committed state; empty when all hold. */
  violations(): string[] {
    const ctx = this.readContext()
    return this.modules.inOrder.flatMap((module) =>
      module.invariants.flatMap((invariant) => {
        const found = invariant.violation(ctx)
        return found === null ? [] : [`${module.name}/${invariant.name}: ${found}`]
      }),
    )
  }

  #runTx(block: BlockInfo, blockStore: Overlay, bytes: Uint8Array, verified: VerifiedTx | undefined): TxResult {
    let tx: DecodedTx
    try {
      ensure(decodeStamp(bytes) === undefined, errors.StampMisplaced)
      tx = verified?.decoded ?? this.#decodeVerified(bytes)
      this.#checkWindow(tx, block.decidedAtMs)
    } catch (error) {
      // Refused before inclusion: nothing is spent and nothing is written.
      return refused(error)
    }
    this.#spent.add(tx.id)
    const overlay = new Overlay(blockStore)
    const events: Event[] = []
    try {
      const answers = tx.body.messages.map((message, messageIndex) => {
        const definition = this.modules.message(message.type)
        const value = parsed(definition.schema, message.value, errors.MessageMalformed, {
          message: message.type,
          messageIndex,
        })
        const ctx = executionContext({
          block,
          crypto: this.#crypto,
          store: overlay,
          txId: tx.id,
          messageIndex,
          signers: tx.signers,
          events,
        })
        return definition.execute(ctx, value, definition.check(ctx, value)) ?? null
      })
      overlay.apply(blockStore)
      return executed(answers, events)
    } catch (error) {
      return refused(error)
    }
  }

  #decodeVerified(bytes: Uint8Array): DecodedTx {
    const tx = this.decode(bytes)
    requireSignatures(this.#crypto.verifyMany(tx.checks))
    return tx
  }

  #checkWindow({ id, body }: DecodedTx, atMs: number): void {
    ensure(atMs >= body.issuedAtMs - TX_ISSUED_AHEAD_MAX_MS, errors.NotYetIssued, {
      issuedAtMs: body.issuedAtMs,
      decidedAtMs: atMs,
    })
    ensure(atMs <= body.expiresAtMs, errors.Expired, { expiresAtMs: body.expiresAtMs, decidedAtMs: atMs })
    ensure(!this.#spent.has(id, body.issuedAtMs, atMs), errors.Spent, { id })
  }

  /**
   * Runs the migrations that the next block will run, and drops what they write: a host asks this before it makes blocks, so
   * that a state of another version is told instead of stopping the zone.
   * @throws ContractError VersionAhead, MigrationMissing, StateUnreadable, those of a migration
   */
  checkMigrations(): void {
    this.#runMigrations(this.readContext().block, new Overlay(this.#committed))
  }

  /**
   * Whether a zone of several nodes may execute the block of this height with these modules.
   * @throws ContractError UpgradeEarly, UpgradeDue, VersionAhead
   */
  checkUpgrade(height: number): void {
    checkUpgrade(this.#committed, this.modules, height)
  }

  /** In the first block of an upgraded application. A migration that fails stops the zone: its state would be nobody's. */
  #runMigrations(block: BlockInfo, store: Overlay): Event[] {
    if (!needsMigration(store, this.modules)) return []
    const events: Event[] = []
    const txId = hexEncode(this.#crypto.sha256(latin1Encode(`${this.chainId}\0migration\0${block.height}`)))
    migrate(
      executionContext({ block, crypto: this.#crypto, store, txId, messageIndex: 0, signers: [], events }),
      this.modules,
    )
    return events
  }

  #runDue(block: BlockInfo, blockStore: Overlay): Event[] {
    const events: Event[] = []
    for (const { key, effect } of dueRows(blockStore, block.decidedAtMs)) {
      blockStore.delete(key)
      const overlay = new Overlay(blockStore)
      const own: Event[] = []
      const txId = hexEncode(this.#crypto.sha256(latin1Encode(`${this.chainId}\0${key}`)))
      try {
        const run = this.modules.due(effect.module, effect.kind)
        run(
          executionContext({
            block,
            crypto: this.#crypto,
            store: overlay,
            txId,
            messageIndex: 0,
            signers: [],
            events: own,
          }),
          effect.item,
        )
        overlay.apply(blockStore)
        events.push(...own)
      } catch (error) {
        // An effect of time that cannot happen is told; it must not stop the zone.
        const { codespace, code } = refusal(error)
        events.push({ type: 'DueEffectFailed', data: { module: effect.module, kind: effect.kind, codespace, code } })
      }
    }
    return events
  }
}

function parsed<T>(
  schema: { parse(value: unknown): T },
  value: unknown,
  kind: ErrorKind,
  facts: Readonly<Record<string, Json>>,
): T {
  try {
    return schema.parse(value)
  } catch (error) {
    if (error instanceof CodecError) throw new ContractError(kind, { ...facts, ...error.facts })
    throw error
  }
}

function stampRow(decidedAtMs: number): StateChange {
  return { key: LAST_STAMP, value: encodeCanonical(decidedAtMs) }
}

function executed(answers: readonly Json[], events: readonly Event[]): TxResult {
  return { code: 0, codespace: '', data: encodeCanonical(answers), events }
}

function refused(error: unknown): TxResult {
  const { codespace, code, facts } = refusal(error)
  return { code, codespace, data: encodeCanonical({ codespace, code, facts }), events: [] }
}

/** Registered refusals pass; a fault of the code becomes one deterministic code without inner text. */
function refusal(error: unknown): { codespace: string; code: number; facts: Readonly<Record<string, Json>> } {
  if (error instanceof ContractError)
    return { codespace: error.kind.codespace, code: error.kind.code, facts: error.facts }
  if (error instanceof RangeError && /stack/i.test(error.message)) throw error
  return { codespace: errors.HandlerFault.codespace, code: errors.HandlerFault.code, facts: {} }
}
