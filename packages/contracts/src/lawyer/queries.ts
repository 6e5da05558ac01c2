import { enumeration, integer, nullable, object, optional } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { defineQuery } from '@xiezhi/kernel'
import type { AnyQuery, ReadContext } from '@xiezhi/kernel'
import { lawyer as lawyerLaw, sanction as sanctionLaw } from '@xiezhi/law'
import { civilDate, firmUscc, licenceNumber, licenceSerial, randomId } from '../ids.ts'
import { byLaw, findStanding, lawyerOf } from './api.ts'
import { periodOn } from './handlers/status-timeline.ts'
import type { LawyerPorts } from './ports.ts'
import {
  assessments,
  ASSESSMENTS_PER_LAWYER_MAX,
  creditReports,
  firms,
  lawyers,
  licences,
  objections,
  objectionsOfYear,
  replacedTerms,
  sanctions,
  SANCTIONS_PER_LAWYER_MAX,
  serials,
  statusEvents,
} from './state.ts'
import type { Lawyer, Sanction } from './state.ts'
import { standingAsOf, standingAsOfSchema } from './handlers/standing-as-of.ts'

export const PAGE_MAX = 100

/** Reads for clients. What the public sees is `lawyer/public` only (rulebook 18.7). */
export function queries(ports: LawyerPorts): readonly AnyQuery[] {
  return [...judgedReads(ports), ...RECORD_READS]
}

/** Reads that the law functions answer. */
function judgedReads(ports: LawyerPorts): readonly AnyQuery[] {
  return [
    defineQuery({
      name: 'lawyer/public',
      schema: object({ licenceNo: licenceNumber, onDate: civilDate }),
      answer: (ctx, { licenceNo, onDate }) => publicView(ctx, ports, licenceNo, onDate),
    }),
    defineQuery({
      name: 'lawyer/standing',
      schema: object({
        licenceNo: licenceNumber,
        asOf: civilDate,
        letterFirmUscc: firmUscc,
        exception: enumeration(['NONE', 'GUARDIAN', 'CLOSE_RELATIVE']),
      }),
      answer: (ctx, question) => findStanding(ctx, ports, question) as unknown as Json,
    }),
  ]
}

const RECORD_READS: readonly AnyQuery[] = [
  defineQuery({ name: 'lawyer/standingAsOf', schema: standingAsOfSchema, answer: standingAsOf }),
  defineQuery({
    name: 'lawyer/licence',
    schema: object({ licenceNo: licenceNumber }),
    answer: (ctx, { licenceNo }) => {
      const lawyerId = licences(ctx.store).get(licenceNo)
      return lawyerId === undefined ? null : (lawyers(ctx.store).get(lawyerId) ?? null)
    },
  }),
  defineQuery({
    name: 'lawyer/serial',
    schema: object({ serial: licenceSerial }),
    answer: (ctx, { serial }) => {
      const lawyerId = serials(ctx.store).get(serial)
      return lawyerId === undefined ? null : (lawyers(ctx.store).get(lawyerId) ?? null)
    },
  }),
  defineQuery({
    name: 'lawyer/history',
    schema: object({
      licenceNo: licenceNumber,
      after: optional(nullable(integer({ min: 0, max: 999_999 }))),
      limit: integer({ min: 1, max: PAGE_MAX }),
    }),
    answer: (ctx, { licenceNo, after, limit }) => {
      const { lawyerId } = lawyerOf(ctx, licenceNo)
      const from = after === null || after === undefined ? {} : { after: [lawyerId, String(after).padStart(6, '0')] }
      return statusEvents(ctx.store)
        .list({ under: [lawyerId], limit, ...from })
        .map(({ value }) => value)
    },
  }),
  defineQuery({
    name: 'lawyer/sanctions',
    schema: object({ licenceNo: licenceNumber }),
    answer: (ctx, { licenceNo }) => sanctionsOf(ctx, lawyerOf(ctx, licenceNo)),
  }),
  defineQuery({
    name: 'lawyer/assessments',
    schema: object({ licenceNo: licenceNumber }),
    answer: (ctx, { licenceNo }) => assessmentsOf(ctx, lawyerOf(ctx, licenceNo).lawyerId),
  }),
  defineQuery({
    name: 'lawyer/firm',
    schema: object({ uscc: firmUscc }),
    answer: (ctx, { uscc }) => {
      const firm = firms(ctx.store).get(uscc)
      return firm === undefined ? null : { ...firm, assessments: assessmentsOf(ctx, uscc) }
    },
  }),
  defineQuery({
    name: 'lawyer/creditReport',
    schema: object({ licenceNo: licenceNumber }),
    answer: (ctx, { licenceNo }) => creditReports(ctx.store).get(lawyerOf(ctx, licenceNo).lawyerId) ?? null,
  }),
  defineQuery({
    name: 'lawyer/objectionsOfYear',
    schema: object({
      year: integer({ min: 1949, max: 9_999 }),
      after: optional(randomId),
      limit: integer({ min: 1, max: PAGE_MAX }),
    }),
    answer: ({ store }, { year, after, limit }) =>
      objectionsOfYear(store)
        .list({ under: [String(year)], limit, ...(after === undefined ? {} : { after: [String(year), after] }) })
        .map(({ id, value }) => ({ objectionId: id[1] ?? '', ...value })),
  }),
  defineQuery({
    name: 'lawyer/replacedTerms',
    schema: object({ objectionId: randomId, limit: integer({ min: 1, max: PAGE_MAX }) }),
    answer: ({ store }, { objectionId, limit }) =>
      replacedTerms(store)
        .list({ under: [objectionId], limit })
        .map(({ value }) => value),
  }),
  defineQuery({
    name: 'lawyer/objection',
    schema: object({ objectionId: randomId }),
    answer: (ctx, { objectionId }) => objections(ctx.store).get(objectionId) ?? null,
  }),
]

function sanctionsOf(ctx: ReadContext, { lawyerId }: Lawyer): readonly Sanction[] {
  return sanctions(ctx.store)
    .list({ under: [lawyerId], limit: SANCTIONS_PER_LAWYER_MAX })
    .map(({ value }) => value)
}

function assessmentsOf(ctx: ReadContext, subjectId: string): Json {
  return assessments(ctx.store)
    .list({ under: [subjectId], limit: ASSESSMENTS_PER_LAWYER_MAX })
    .map(({ value }) => value)
}

function publicView(ctx: ReadContext, ports: LawyerPorts, licenceNo: string, onDate: string): Json {
  const lawyerId = licences(ctx.store).get(licenceNo)
  const lawyer = lawyerId === undefined ? undefined : lawyers(ctx.store).get(lawyerId)
  if (lawyer === undefined) return null
  const law = ports.lawBook(ctx)
  const { category } = byLaw(() => lawyerLaw.parseLicence({ licenceNo: lawyer.licenceNo, asOf: onDate }, law))
  const shown = sanctionsOf(ctx, lawyer).filter(({ decidedOn, publicUntil, revoked }) => {
    if (category === null) return false
    const input = { on: onDate, subject: category, decidedOn, publicUntil, annulled: revoked !== null }
    return publicUntil !== null && byLaw(() => sanctionLaw.publicity(input, law)).verdict === 'PUBLIC'
  })
  const firm = lawyer.firmPeriods.find(({ from, to }) => from <= onDate && (to === null || onDate <= to))
  return {
    licenceNo: lawyer.licenceNo,
    status: periodOn(lawyer.statusPeriods, onDate)?.status ?? null,
    disputed: lawyer.disputedBy !== null,
    firmUscc: firm?.uscc ?? null,
    assessments: assessmentsOf(ctx, lawyer.lawyerId),
    sanctions: shown.map(({ kind, decidedOn, from, to, publicUntil }) => ({ kind, decidedOn, from, to, publicUntil })),
  }
}
