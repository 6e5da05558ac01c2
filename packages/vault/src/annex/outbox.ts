import { sql } from 'kysely'
import type { VaultContext } from '../context.ts'
import { byteaText } from '../database.ts'
import { VaultError } from '../vault-error.ts'
import type { AnnexCarrier } from './carrier.ts'
import { earlyWaitMs, waitMs } from './carrier.ts'
import type { AnnexContent } from './content.ts'
import { sealEnvelope } from './envelope.ts'
import type { AnnexAbout } from './envelope.ts'
import type { Peer } from './peers.ts'

/** Attempts in one round, and under way together. */
const BATCH = 100
const AT_ONCE = 8

export interface NewAnnex {
  readonly recipient: Peer
  readonly about: AnnexAbout
  readonly content: AnnexContent
  /** Whose data it holds: erasure takes the envelope too. */
  readonly subject: string
  /** From then on it is neither pushed nor given to a pull. */
  readonly keepUntilMs: number
}

/** Seals an annex and keeps it until it is delivered. The same reference again changes nothing. @throws VaultError SUBJECT_ERASED */
export async function postAnnex(ctx: VaultContext, annex: NewAnnex): Promise<void> {
  const [isPosted = false] = await postAnnexes(ctx, [annex])
  if (!isPosted) throw new VaultError('SUBJECT_ERASED')
}

/** The same for several: false for one whose subject has been erased. */
export async function postAnnexes(ctx: VaultContext, annexes: readonly NewAnnex[]): Promise<readonly boolean[]> {
  if (annexes.length === 0) return []
  const nowMs = ctx.now()
  const rows = annexes.map(({ recipient, about, content, subject, keepUntilMs }) => ({
    reference: about.reference,
    recipient: recipient.id,
    digest: content.digest,
    subject,
    envelope: byteaText(
      sealEnvelope({
        sender: ctx.authority,
        recipient,
        about,
        digest: content.digest,
        content: content.bytes,
        createdAtMs: nowMs,
      }),
    ),
    stored_at_ms: nowMs,
    next_push_at_ms: nowMs,
    keep_until_ms: keepUntilMs,
  }))
  const subjects = [...new Set(rows.map(({ subject }) => subject))]
  const columns = sql.raw(
    'reference, recipient, digest, subject, envelope, stored_at_ms, next_push_at_ms, keep_until_ms',
  )
  return ctx.db.transaction().execute(async (tx) => {
    // Locked against an erasure in between, in one order for everybody.
    const kept = await tx
      .selectFrom('vault.subject_key')
      .select('subject')
      .where('subject', '=', sql<string>`any(${subjects}::text[])`)
      .orderBy('subject')
      .forShare()
      .execute()
    const alive = new Set(kept.map(({ subject }) => subject))
    const posted = rows.filter(({ subject }) => alive.has(subject))
    await sql`
      insert into vault.annex_out (${columns})
      select ${columns} from jsonb_populate_recordset(null::vault.annex_out, ${JSON.stringify(posted)}::jsonb)
      on conflict (reference, recipient) do nothing`.execute(tx)
    return rows.map(({ subject }) => alive.has(subject))
  })
}

export interface PushReport {
  readonly accepted: number
  readonly carried: number
  /** Code of each refusal or failure; the annex is pushed again later. */
  readonly failed: readonly string[]
}

interface DueAnnex {
  readonly reference: string
  readonly recipient: string
  readonly envelope: Uint8Array
  readonly pushes: number
}

/** `failed` holds the code. */
type Pushed = DueAnnex & ({ readonly outcome: 'accepted' | 'carried' } | { readonly outcome: 'failed'; code: string })

/** Pushes what is due: until the recipient has it, or once where nobody says so. One that has it already counts as delivered. */
export async function pushDue(ctx: VaultContext, carrier: AnnexCarrier): Promise<PushReport> {
  const nowMs = ctx.now()
  const { rows: due } = await sql<DueAnnex>`
    with over as (delete from vault.annex_out where keep_until_ms <= ${nowMs}::bigint)
    select reference, recipient, envelope, pushes from vault.annex_out
    where delivered_at_ms is null and next_push_at_ms <= ${nowMs}::bigint and keep_until_ms > ${nowMs}::bigint
    order by next_push_at_ms limit ${BATCH}`.execute(ctx.db)
  const pushed: Pushed[] = []
  for (let at = 0; at < due.length; at += AT_ONCE) {
    const part = await Promise.all(due.slice(at, at + AT_ONCE).map((one) => push(carrier, one)))
    await notePushed(ctx, nowMs, part)
    pushed.push(...part)
  }
  const count = (outcome: Pushed['outcome']): number => pushed.filter((one) => one.outcome === outcome).length
  return {
    accepted: count('accepted'),
    carried: count('carried'),
    failed: pushed.flatMap((one) => (one.outcome === 'failed' ? [one.code] : [])),
  }
}

async function push(carrier: AnnexCarrier, due: DueAnnex): Promise<Pushed> {
  try {
    return { ...due, outcome: await carrier.push(due.recipient, new Uint8Array(due.envelope)) }
  } catch (error) {
    if (!(error instanceof VaultError)) throw error
    if (error.code === 'ANNEX_REPLAYED') return { ...due, outcome: 'accepted' }
    return { ...due, outcome: 'failed', code: error.code }
  }
}

/** One that is not waited for yet has overtaken its packet. */
function waitAfter(pushed: Pushed): number {
  const isEarly = pushed.outcome === 'failed' && pushed.code === 'ANNEX_UNEXPECTED'
  return isEarly ? earlyWaitMs(pushed.pushes) : waitMs(pushed.pushes)
}

async function notePushed(ctx: VaultContext, nowMs: number, pushed: readonly Pushed[]): Promise<void> {
  const rows = pushed.map((one) => ({
    reference: one.reference,
    recipient: one.recipient,
    pushes: one.pushes + 1,
    // It lies where it is fetched. If it is lost on the way, the recipient pulls.
    next_push_at_ms: one.outcome === 'carried' ? null : nowMs + waitAfter(one),
    delivered_at_ms: one.outcome === 'accepted' ? nowMs : null,
  }))
  await sql`
    update vault.annex_out o set pushes = p.pushes, next_push_at_ms = p.next_push_at_ms,
      delivered_at_ms = p.delivered_at_ms
    from jsonb_populate_recordset(null::vault.annex_out, ${JSON.stringify(rows)}::jsonb) p
    where o.reference = p.reference and o.recipient = p.recipient`.execute(ctx.db)
}
