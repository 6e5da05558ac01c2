import { enumeration, integer, object, optional, string } from '@xiezhi/codec'
import { defineQuery } from '@xiezhi/kernel'
import type { AnyQuery } from '@xiezhi/kernel'
import { caseReference, civilDate, licenceSerial, randomId, shortId } from '../ids.ts'
import { pastActs } from './handlers/past-acts.ts'
import { caseNumberKey } from './handlers/require-case.ts'
import {
  acts,
  agents,
  AGENTS_PER_CASE_MAX,
  agentsOfSerial,
  caseNotices,
  caseNumbers,
  cases,
  conflicts,
  courtCode,
  hearings,
  openTasks,
  parties,
  PARTIES_PER_CASE_MAX,
  renewedVerifications,
  tasks,
  verifications,
  verificationsOfYear,
} from './state.ts'

export const PAGE_MAX = 100
const limit = integer({ min: 1, max: PAGE_MAX })

/** Reads for clients. The other party sees `case/verified` only (rulebook 18.7). */
export const queries: readonly AnyQuery[] = [
  defineQuery({
    name: 'case/case',
    schema: object({ caseRef: caseReference }),
    answer: ({ store }, { caseRef }) => {
      const found = cases(store).get(caseRef)
      if (found === undefined) return null
      return {
        case: found,
        parties: parties(store)
          .list({ under: [caseRef], limit: PARTIES_PER_CASE_MAX })
          .map(({ value }) => value),
        agents: agents(store)
          .list({ under: [caseRef], limit: AGENTS_PER_CASE_MAX })
          .map(({ value }) => value),
        conflicts: conflicts(store)
          .list({ under: [caseRef], limit: PAGE_MAX })
          .map(({ value }) => value),
        notices: caseNotices(store)
          .list({ under: [caseRef], limit: PAGE_MAX })
          .map(({ value }) => value),
      }
    },
  }),
  defineQuery({
    name: 'case/cases',
    schema: object({ after: optional(caseReference), limit }),
    answer: ({ store }, { after, limit: most }) =>
      cases(store)
        .list({ limit: most, ...(after === undefined ? {} : { after: [after] }) })
        .map(({ value }) => value),
  }),
  defineQuery({
    name: 'case/number',
    schema: object({ courtCode, caseNumber: string({ bytesMin: 1, bytesMax: 96 }) }),
    answer: (ctx, { courtCode: court, caseNumber }) =>
      caseNumbers(ctx.store).get(caseNumberKey(ctx, court, 'number', caseNumber)) ?? null,
  }),
  defineQuery({
    name: 'case/ofLawyer',
    schema: object({ serial: licenceSerial, limit }),
    answer: ({ store }, { serial, limit: most }) =>
      agentsOfSerial(store)
        .list({ under: [serial], limit: most })
        .map(({ id }) => ({ caseRef: id[1] ?? '', agentId: id[2] ?? '' })),
  }),
  defineQuery({
    name: 'case/verification',
    schema: object({ verificationId: shortId }),
    answer: ({ store }, { verificationId }) => verifications(store).get(verificationId) ?? null,
  }),
  defineQuery({
    name: 'case/renewedVerification',
    schema: object({ verificationId: shortId, limit }),
    answer: ({ store }, { verificationId, limit: most }) =>
      renewedVerifications(store)
        .list({ under: [verificationId], limit: most })
        .map(({ value }) => value),
  }),
  defineQuery({
    name: 'case/verificationsOfYear',
    schema: object({ year: integer({ min: 1949, max: 9_999 }), after: optional(shortId), limit }),
    answer: ({ store }, { year, after, limit: most }) =>
      verificationsOfYear(store)
        .list({ under: [String(year)], limit: most, ...(after === undefined ? {} : { after: [String(year), after] }) })
        .map(({ id, value }) => ({ verificationId: id[1] ?? '', ...value })),
  }),
  defineQuery({
    name: 'case/verified',
    schema: object({ caseRef: caseReference, agentId: randomId }),
    answer: ({ store }, { caseRef, agentId }) => {
      const agent = agents(store).get(caseRef, agentId)
      const id = agent?.latestVerification ?? null
      const verification = id === null ? undefined : verifications(store).get(id)
      if (agent === undefined || verification === undefined || agent.admission === 'PENDING') {
        return { verified: false, atMs: null }
      }
      return { verified: true, atMs: verification.madeAtMs }
    },
  }),
  defineQuery({
    name: 'case/hearing',
    schema: object({ caseRef: caseReference, hearingId: randomId }),
    answer: ({ store }, { caseRef, hearingId }) => hearings(store).get(caseRef, hearingId) ?? null,
  }),
  defineQuery({
    name: 'case/acts',
    schema: object({ caseRef: caseReference, limit }),
    answer: ({ store }, { caseRef, limit: most }) =>
      acts(store)
        .list({ under: [caseRef], limit: most })
        .map(({ value }) => value),
  }),
  defineQuery({
    name: 'case/pastActs',
    schema: object({ caseRef: caseReference, agentId: randomId, from: civilDate, to: optional(civilDate) }),
    answer: (ctx, { caseRef, agentId, from, to = null }) => {
      const past = pastActs(ctx, { caseRef, agentId }, from, to)
      return { hearings: [...past.hearings], acts: [...past.acts] }
    },
  }),
  defineQuery({
    name: 'case/task',
    schema: object({ taskId: shortId }),
    answer: ({ store }, { taskId }) => tasks(store).get(taskId) ?? null,
  }),
  defineQuery({
    name: 'case/tasks',
    schema: object({
      caseRef: optional(caseReference),
      owner: optional(enumeration(['COURT_CLERK', 'COURT_JUDGE'])),
      limit,
    }),
    answer: ({ store }, { caseRef, owner, limit: most }) =>
      openTasks(store)
        .list({ ...(caseRef === undefined ? {} : { under: [caseRef] }), limit: most })
        .flatMap(({ id }) => tasks(store).get(id[1] ?? '') ?? [])
        .filter((task) => owner === undefined || task.owner === owner),
  }),
]
