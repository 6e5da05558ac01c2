import type { SuiteId } from '@xiezhi/crypto'
import { waitingEndMs } from '@xiezhi/law'
import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import type { VaultContext } from '../context.ts'
import type { Db, VaultDatabase } from '../database.ts'
import { storeRecords } from '../fields/put-fields.ts'
import { newSubjects } from '../fields/subject-key.ts'
import { VaultError } from '../vault-error.ts'
import { isCommitted, readContent } from './content.ts'
import { openEnvelope, readEnvelope, requireSender } from './envelope.ts'
import type { AnnexAbout, AnnexEnvelope } from './envelope.ts'
import { requirePeer } from './peers.ts'
import type { Peers } from './peers.ts'

/** How long an annex is waited for before it counts as not retrievable. */
const WAITING_PARAMETER = 'PX-R18-24.annex'
/** Time for the push to come by itself before it is pulled. */
const PULL_AFTER_MS = 60_000
const BATCH = 500

/** Keys with which annexes to this authority open, the newest first. */
export interface Decryption {
  readonly suiteId: SuiteId
  readonly secretKeys: readonly Uint8Array[]
}

export interface ExpectedAnnex {
  readonly sender: string
  readonly about: AnnexAbout
  /** As the ledger commits to it, proved to this gateway. */
  readonly digest: string
}

/** Packets have come and name annexes: from now on they are waited for. The same again changes nothing. */
export async function expectAnnexes(ctx: VaultContext, annexes: readonly ExpectedAnnex[]): Promise<void> {
  const nowMs = ctx.now()
  const rows = annexes.map(({ sender, about, digest }) => ({
    reference: about.reference,
    sender,
    digest,
    state: 'EXPECTED',
    chain_id: about.chainId,
    packet: about.packet,
    purpose: about.purpose,
    expected_at_ms: nowMs,
    fails_at_ms: waitingEndMs(ctx.law, WAITING_PARAMETER, nowMs),
    next_pull_at_ms: nowMs + PULL_AFTER_MS,
  }))
  const columns = sql.raw(
    'reference, sender, digest, state, chain_id, packet, purpose, expected_at_ms, fails_at_ms, next_pull_at_ms',
  )
  await sql`
    insert into vault.annex_in (${columns})
    select ${columns} from jsonb_populate_recordset(null::vault.annex_in, ${JSON.stringify(rows)}::jsonb)
    on conflict (reference, sender) do nothing`.execute(ctx.db)
}

export interface ReceivedAnnex {
  readonly reference: string
  readonly sender: string
  /** Subject of this vault under which the fields lie. */
  readonly subject: string
  /** Record under which they are read. */
  readonly record: string
}

export function annexRecord(sender: string, reference: string): string {
  return `annex/${sender}/${reference}`
}

/**
 * Takes an annex in, by push, pull or file. A refusal leaves nothing behind.
 * @throws VaultError ANNEX_OVERSIZED, ANNEX_MALFORMED, ANNEX_RECIPIENT, ANNEX_SENDER_UNKNOWN, ANNEX_SIGNATURE,
 * ANNEX_UNEXPECTED, ANNEX_REPLAYED, ANNEX_OVERDUE, ANNEX_UNREADABLE, ANNEX_DIGEST
 */
export async function receiveAnnex(
  ctx: VaultContext,
  peers: Peers,
  decryption: Decryption,
  bytes: Uint8Array,
): Promise<ReceivedAnnex> {
  const [received] = await receiveAnnexes(ctx, peers, decryption, [bytes])
  if (received === undefined || received instanceof VaultError) throw received ?? new VaultError('ANNEX_UNKNOWN')
  return received
}

/** The same for several, in one transaction; a refusal is that annex's alone. */
export async function receiveAnnexes(
  ctx: VaultContext,
  peers: Peers,
  decryption: Decryption,
  envelopes: readonly Uint8Array[],
): Promise<readonly (ReceivedAnnex | VaultError)[]> {
  return takeAnnexes(
    ctx,
    decryption,
    envelopes.map((bytes) => refusalOr(() => signedAnnex(ctx, peers, bytes))),
  )
}

/** An envelope for this authority that a known one has signed: whether it is waited for is another question. */
export class SignedAnnex {
  /** As the envelope names it. */
  readonly reference: string
  readonly #envelope: AnnexEnvelope

  constructor(envelope: AnnexEnvelope) {
    this.#envelope = envelope
    this.reference = envelope.header.reference
  }

  static envelopeOf(annex: SignedAnnex): AnnexEnvelope {
    return annex.#envelope
  }
}

/** @throws VaultError ANNEX_OVERSIZED, ANNEX_MALFORMED, ANNEX_RECIPIENT, ANNEX_SENDER_UNKNOWN, ANNEX_SIGNATURE */
export function signedAnnex(ctx: VaultContext, peers: Peers, bytes: Uint8Array): SignedAnnex {
  return new SignedAnnex(readSigned(ctx, peers, bytes))
}

/** Takes in what has been found to be signed; what was refused before stays refused. */
export async function takeAnnexes(
  ctx: VaultContext,
  decryption: Decryption,
  annexes: readonly (SignedAnnex | VaultError)[],
): Promise<readonly (ReceivedAnnex | VaultError)[]> {
  const read = annexes.map((one) => (one instanceof VaultError ? one : SignedAnnex.envelopeOf(one)))
  if (read.every((one) => one instanceof VaultError)) return read
  return ctx.db.transaction().execute(async (tx) => {
    const waiting = await waitingFor(
      tx,
      read.flatMap((one) => (one instanceof VaultError ? [] : [one.header])),
    )
    const opened = read.map((one) =>
      one instanceof VaultError ? one : refusalOr(() => openExpected(one, waiting, decryption)),
    )
    const subjects = await newSubjects(ctx, tx, opened.filter((one) => !(one instanceof VaultError)).length)
    let taken = 0
    const received = opened.map((one) => {
      if (one instanceof VaultError) return one
      const { reference, sender } = one.header
      return { reference, sender, subject: subjects[taken++] ?? '', record: annexRecord(sender, reference) }
    })
    await storeRecords(
      ctx,
      tx,
      opened.flatMap((one, at) => {
        const to = received[at]
        if (one instanceof VaultError || to === undefined || to instanceof VaultError) return []
        return [{ subject: to.subject, record: to.record, clock: 'annex' as const, disclosures: one.disclosures }]
      }),
    )
    await markRetrieved(
      ctx,
      tx,
      received.flatMap((one) => (one instanceof VaultError ? [] : [one])),
    )
    return received
  })
}

function refusalOr<T>(run: () => T): T | VaultError {
  try {
    return run()
  } catch (error) {
    if (error instanceof VaultError) return error
    throw error
  }
}

/** @throws VaultError where it is no envelope for this authority that a known one has signed */
function readSigned(ctx: VaultContext, peers: Peers, bytes: Uint8Array): AnnexEnvelope {
  const envelope = readEnvelope(bytes)
  const { header } = envelope
  if (header.recipient !== ctx.authority.id) throw new VaultError('ANNEX_RECIPIENT')
  requireSender(envelope, requirePeer(peers, header.sender))
  return envelope
}

type Waiting = Selectable<VaultDatabase['vault.annex_in']>
type Header = AnnexEnvelope['header']

function nameOf({ reference, sender }: Pick<Header, 'reference' | 'sender'>): string {
  return `${sender} ${reference}`
}

/** Rows of the annexes, locked until the transaction ends, in one order for everybody. */
async function waitingFor(tx: Db, headers: readonly Header[]): Promise<Map<string, Waiting>> {
  const [references, senders] = [headers.map(({ reference }) => reference), headers.map(({ sender }) => sender)]
  const rows = await tx
    .selectFrom('vault.annex_in')
    .selectAll()
    .where(sql<boolean>`(reference, sender) in (select * from unnest(${references}::text[], ${senders}::text[]))`)
    .orderBy('reference')
    .orderBy('sender')
    .forUpdate()
    .execute()
  return new Map(rows.map((row) => [nameOf(row), row]))
}

interface OpenedAnnex {
  readonly header: Header
  readonly disclosures: ReturnType<typeof readContent>
}

/** Marks what it opens as taken: the same annex behind it is a replay. @throws VaultError */
function openExpected(envelope: AnnexEnvelope, waiting: Map<string, Waiting>, decryption: Decryption): OpenedAnnex {
  const { header } = envelope
  const row = waiting.get(nameOf(header))
  if (row === undefined) throw new VaultError('ANNEX_UNEXPECTED', { reference: header.reference })
  if (row.state === 'RETRIEVED') throw new VaultError('ANNEX_REPLAYED', { reference: header.reference })
  if (row.state === 'FAILED') throw new VaultError('ANNEX_OVERDUE', { reference: header.reference })
  const bound = row.chain_id === header.chainId && row.packet === header.packet && row.purpose === header.purpose
  if (!bound) throw new VaultError('ANNEX_UNEXPECTED', { reference: header.reference })
  const disclosures = committedContent(envelope, decryption, row.digest)
  waiting.set(nameOf(header), { ...row, state: 'RETRIEVED' })
  return { header, disclosures }
}

async function markRetrieved(ctx: VaultContext, tx: Db, received: readonly ReceivedAnnex[]): Promise<void> {
  if (received.length === 0) return
  await sql`
    update vault.annex_in a set state = 'RETRIEVED', subject = r.subject, ended_at_ms = ${ctx.now()}::bigint,
      next_pull_at_ms = null
    from unnest(${received.map(({ reference }) => reference)}::text[], ${received.map(({ sender }) => sender)}::text[],
      ${received.map(({ subject }) => subject)}::text[]) as r(reference, sender, subject)
    where a.reference = r.reference and a.sender = r.sender`.execute(tx)
}

/** Fields of the annex; what counts is the digest on the ledger, not the one in the header. @throws VaultError */
function committedContent(
  envelope: AnnexEnvelope,
  { suiteId, secretKeys }: Decryption,
  digest: string,
): ReturnType<typeof readContent> {
  const content = openEnvelope(envelope, suiteId, secretKeys)
  try {
    if (!isCommitted(content, digest)) {
      throw new VaultError('ANNEX_DIGEST', { reference: envelope.header.reference, expected: digest })
    }
    return readContent(content)
  } finally {
    content.fill(0)
  }
}

/** Ends the waiting for what has not come in the parameter's time. Gives how many. */
export async function failOverdue(ctx: VaultContext): Promise<number> {
  const nowMs = ctx.now()
  const done = await ctx.db
    .updateTable('vault.annex_in')
    .set({ state: 'FAILED', reason: 'NOT_RETRIEVED', ended_at_ms: nowMs, next_pull_at_ms: null })
    .where('state', '=', 'EXPECTED')
    .where('fails_at_ms', '<=', String(nowMs))
    .executeTakeFirst()
  return Number(done.numUpdatedRows)
}

/** What the gateway records on the ledger as its own transaction: an annex was retrieved, or was not. */
export interface RetrievalFact {
  readonly reference: string
  readonly sender: string
  readonly digest: string
  readonly outcome: 'RETRIEVED' | 'FAILED'
  readonly reason: string | null
  readonly endedAtMs: number
}

/** Facts that are not on the ledger yet, oldest first; `among`: of these references only. */
export async function unrecordedFacts(ctx: VaultContext, among?: readonly string[]): Promise<readonly RetrievalFact[]> {
  const all = ctx.db
    .selectFrom('vault.annex_in')
    .select(['reference', 'sender', 'digest', 'state', 'reason', 'ended_at_ms'])
    .where('state', '<>', 'EXPECTED')
    .where('recorded_tx', 'is', null)
    .orderBy('ended_at_ms')
    .limit(BATCH)
  const wanted = among === undefined ? all : all.where('reference', 'in', among.length === 0 ? [''] : [...among])
  const rows = await wanted.execute()
  return rows.map(({ reference, sender, digest, state, reason, ended_at_ms }) => ({
    reference,
    sender,
    digest,
    outcome: state === 'RETRIEVED' ? 'RETRIEVED' : 'FAILED',
    reason,
    endedAtMs: Number(ended_at_ms),
  }))
}

/** The transaction with the facts is on the ledger. @throws VaultError ANNEX_UNKNOWN */
export async function markRecorded(
  ctx: VaultContext,
  facts: readonly Pick<RetrievalFact, 'reference' | 'sender'>[],
  txId: string,
): Promise<void> {
  const { numAffectedRows } = await sql`
    update vault.annex_in a set recorded_tx = ${txId}
    from unnest(${facts.map(({ reference }) => reference)}::text[], ${facts.map(({ sender }) => sender)}::text[])
      as f(reference, sender)
    where a.reference = f.reference and a.sender = f.sender and a.state <> 'EXPECTED'`.execute(ctx.db)
  if (Number(numAffectedRows) < facts.length) throw new VaultError('ANNEX_UNKNOWN')
}
