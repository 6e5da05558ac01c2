import type { VaultContext } from '../context.ts'
import { VaultError } from '../vault-error.ts'
import type { AnnexCarrier } from './carrier.ts'
import { waitMs } from './carrier.ts'
import type { AnnexContent } from './content.ts'
import { sealEnvelope } from './envelope.ts'
import type { AnnexAbout } from './envelope.ts'
import type { Peer } from './peers.ts'

/** Attempts in one round. */
const BATCH = 100

export interface NewAnnex {
  readonly recipient: Peer
  readonly about: AnnexAbout
  readonly content: AnnexContent
  /** Whose data it holds: erasure takes the envelope too. */
  readonly subject: string
  /** From then on it is neither pushed nor given to a pull. */
  readonly keepUntilMs: number
}

/** Seals an annex and keeps it until it is delivered. The same reference again changes nothing. */
export async function postAnnex(ctx: VaultContext, input: NewAnnex): Promise<void> {
  const { recipient, about, content, subject, keepUntilMs } = input
  const nowMs = ctx.now()
  const envelope = sealEnvelope({
    sender: ctx.authority,
    recipient,
    about,
    digest: content.digest,
    content: content.bytes,
    createdAtMs: nowMs,
  })
  await ctx.db.transaction().execute(async (tx) => {
    const key = await tx
      .selectFrom('vault.subject_key')
      .select('subject')
      .where('subject', '=', subject)
      .forShare()
      .executeTakeFirst()
    if (key === undefined) throw new VaultError('SUBJECT_ERASED')
    await tx
      .insertInto('vault.annex_out')
      .values({
        reference: about.reference,
        recipient: recipient.id,
        digest: content.digest,
        subject,
        envelope,
        stored_at_ms: nowMs,
        next_push_at_ms: nowMs,
        delivered_at_ms: null,
        keep_until_ms: keepUntilMs,
      })
      .onConflict((oc) => oc.columns(['reference', 'recipient']).doNothing())
      .execute()
  })
}

export interface PushReport {
  readonly accepted: number
  readonly carried: number
  /** Code of each refusal or failure; the annex is pushed again later. */
  readonly failed: readonly string[]
}

/** Pushes what is due: until the recipient has it, or once where nobody says so. One that has it already counts as delivered. */
export async function pushDue(ctx: VaultContext, carrier: AnnexCarrier): Promise<PushReport> {
  const nowMs = ctx.now()
  await ctx.db.deleteFrom('vault.annex_out').where('keep_until_ms', '<=', String(nowMs)).execute()
  const due = await ctx.db
    .selectFrom('vault.annex_out')
    .select(['reference', 'recipient', 'envelope', 'pushes'])
    .where('delivered_at_ms', 'is', null)
    .where('next_push_at_ms', '<=', String(nowMs))
    .orderBy('next_push_at_ms')
    .limit(BATCH)
    .execute()
  const failed: string[] = []
  let accepted = 0
  let carried = 0
  for (const { reference, recipient, envelope, pushes } of due) {
    const outcome = await carrier.push(recipient, new Uint8Array(envelope)).catch((error: unknown) => {
      if (!(error instanceof VaultError)) throw error
      if (error.code === 'ANNEX_REPLAYED') return 'accepted' as const
      failed.push(error.code)
      return 'failed' as const
    })
    if (outcome === 'accepted') accepted += 1
    if (outcome === 'carried') carried += 1
    await ctx.db
      .updateTable('vault.annex_out')
      .set({
        pushes: pushes + 1,
        // It lies where it is fetched. If it is lost on the way, the recipient pulls.
        next_push_at_ms: outcome === 'carried' ? null : nowMs + waitMs(pushes),
        delivered_at_ms: outcome === 'accepted' ? nowMs : null,
      })
      .where('reference', '=', reference)
      .where('recipient', '=', recipient)
      .execute()
  }
  return { accepted, carried, failed }
}
