import type { PersonalLimits } from '@xiezhi/gateway-api'
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { GatewayError } from '../gateway-error.ts'
import type { Measure } from './store.ts'

type Asked = Pick<
  Measure,
  'kind' | 'caseRef' | 'subject' | 'subjectKind' | 'subjectRole' | 'conduct' | 'amountCents' | 'days' | 'decidedOn'
>

/** What each kind has: a conduct, an amount, days. */
const FORMS: Readonly<Record<Measure['kind'], readonly [boolean, boolean, boolean]>> = {
  FINE: [true, true, false],
  DETENTION: [true, false, true],
  EXIT_RESTRICTION: [false, false, false],
}

/**
 * What the ledger would refuse when the second person signs is refused before anybody signs (R20-94, R20-95).
 * @throws GatewayError INPUT_INVALID, PERSONAL_MEASURE_REFUSED
 */
export async function requireAllowed(db: Database, asked: Asked, limits: PersonalLimits): Promise<void> {
  const { kind, conduct, amountCents, days, subjectKind, subjectRole, decidedOn } = asked
  const seen = [conduct !== null, amountCents !== null, days !== null]
  if (!FORMS[kind].every((one, at) => one === seen[at]))
    throw new GatewayError('INPUT_INVALID', { part: 'body', path: '/kind', expected: `what ${kind} has` })
  if (conduct !== null && conduct.on > decidedOn)
    throw new GatewayError('INPUT_INVALID', { part: 'body', path: '/conduct/on', expected: 'not after today' })
  const fits = kind === 'FINE' || (subjectKind === 'NATURAL' && (kind === 'DETENTION' || subjectRole !== 'ASSISTING'))
  if (!fits) throw new GatewayError('PERSONAL_MEASURE_REFUSED', { reason: 'SUBJECT' })
  requireCap(asked, limits)
  if (conduct !== null && (await isPunished(db, asked)))
    throw new GatewayError('PERSONAL_MEASURE_REFUSED', { reason: 'ALREADY_PUNISHED' })
}

function requireCap({ amountCents, days, subjectKind }: Asked, limits: PersonalLimits): void {
  const least = subjectKind === 'UNIT' ? limits.fineUnitMinCents : 1
  const most = subjectKind === 'UNIT' ? limits.fineUnitMaxCents : limits.finePersonCents
  if (amountCents !== null && (amountCents < least || amountCents > most))
    throw new GatewayError('PERSONAL_MEASURE_REFUSED', { reason: 'CAP', least, most })
  if (days !== null && days > limits.detentionDays)
    throw new GatewayError('PERSONAL_MEASURE_REFUSED', { reason: 'CAP', most: limits.detentionDays })
}

/** The same conduct of the same person of the case, in the same way; not where a court above revoked it. */
async function isPunished(db: Database, { caseRef, subject, kind, conduct }: Asked): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM projection.personal_measure m
    WHERE m.case_ref = ${caseRef} AND m.subject = ${subject} AND m.kind = ${kind} AND m.state <> 'REVOKED'
      AND m.record->'conduct'->>'kind' = ${conduct?.kind ?? ''} AND m.record->'conduct'->>'on' = ${conduct?.on ?? ''}`.execute(
    db,
  )
  return rows.length > 0
}
