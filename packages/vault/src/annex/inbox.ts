import type { SuiteId } from '@xiezhi/crypto'
import { waitingMs } from '@xiezhi/law'
import type { VaultContext } from '../context.ts'
import { storeDisclosures } from '../fields/put-fields.ts'
import { newSubject } from '../fields/subject-key.ts'
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

/** The packet has come and names an annex: from now on it is waited for. The same again changes nothing. */
export async function expectAnnex(ctx: VaultContext, { sender, about, digest }: ExpectedAnnex): Promise<void> {
  const nowMs = ctx.now()
  await ctx.db
    .insertInto('vault.annex_in')
    .values({
      reference: about.reference,
      sender,
      digest,
      state: 'EXPECTED',
      reason: null,
      subject: null,
      chain_id: about.chainId,
      packet: about.packet,
      purpose: about.purpose,
      expected_at_ms: nowMs,
      fails_at_ms: nowMs + waitingMs(ctx.law, WAITING_PARAMETER),
      next_pull_at_ms: nowMs + PULL_AFTER_MS,
      ended_at_ms: null,
      recorded_tx: null,
    })
    .onConflict((oc) => oc.columns(['reference', 'sender']).doNothing())
    .execute()
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
  const envelope = readEnvelope(bytes)
  const { header } = envelope
  if (header.recipient !== ctx.authority.id) throw new VaultError('ANNEX_RECIPIENT')
  requireSender(envelope, requirePeer(peers, header.sender))
  return ctx.db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('vault.annex_in')
      .selectAll()
      .where('reference', '=', header.reference)
      .where('sender', '=', header.sender)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw new VaultError('ANNEX_UNEXPECTED', { reference: header.reference })
    if (row.state === 'RETRIEVED') throw new VaultError('ANNEX_REPLAYED', { reference: header.reference })
    if (row.state === 'FAILED') throw new VaultError('ANNEX_OVERDUE', { reference: header.reference })
    const bound = row.chain_id === header.chainId && row.packet === header.packet && row.purpose === header.purpose
    if (!bound) throw new VaultError('ANNEX_UNEXPECTED', { reference: header.reference })
    const disclosures = committedContent(envelope, decryption, row.digest)
    const subject = await newSubject(ctx, tx)
    const record = annexRecord(header.sender, header.reference)
    await storeDisclosures(ctx, tx, { subject, record, clock: 'annex' }, disclosures)
    await tx
      .updateTable('vault.annex_in')
      .set({ state: 'RETRIEVED', subject, ended_at_ms: ctx.now(), next_pull_at_ms: null })
      .where('reference', '=', header.reference)
      .where('sender', '=', header.sender)
      .execute()
    return { reference: header.reference, sender: header.sender, subject, record }
  })
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

/** The transaction with the fact is on the ledger. @throws VaultError ANNEX_UNKNOWN */
export async function markRecorded(
  ctx: VaultContext,
  fact: Pick<RetrievalFact, 'reference' | 'sender'>,
  txId: string,
): Promise<void> {
  const done = await ctx.db
    .updateTable('vault.annex_in')
    .set({ recorded_tx: txId })
    .where('reference', '=', fact.reference)
    .where('sender', '=', fact.sender)
    .where('state', '<>', 'EXPECTED')
    .executeTakeFirst()
  if (Number(done.numUpdatedRows) === 0) throw new VaultError('ANNEX_UNKNOWN')
}
