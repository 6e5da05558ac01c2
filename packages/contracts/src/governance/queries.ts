import { enumeration, integer, nullable, object, optional } from '@xiezhi/codec'
import type { Infer, Json } from '@xiezhi/codec'
import { defineQuery } from '@xiezhi/kernel'
import type { AnyQuery, ReadContext } from '@xiezhi/kernel'
import { civilDate, civilDateOf, shortId } from '../ids.ts'
import { anchors, calendarYear, lawVersion, parameter, policy } from './api.ts'
import { currentValidators } from './handlers/change-validators.ts'
import { lawChange } from './handlers/law-in-force.ts'
import type { GovernancePorts } from './ports.ts'
import {
  alarms,
  PARAMETER_ROWS_MAX,
  parameterKey,
  parameters,
  policies,
  POLICY_VERSIONS_MAX,
  upgrades,
} from './state.ts'

const PAGE_MAX = 100

const parameterQuery = object({ key: parameterKey, onDate: optional(civilDate) })
const parameterRowsQuery = object({ key: parameterKey })
/** Without a version: the one in force. */
const policyQuery = object({ id: shortId, version: optional(integer({ min: 1 })) })
const none = object({})
const yearQuery = object({ year: integer({ min: 1949, max: 9_999 }) })
const lawChangeQuery = object({ filedOn: optional(civilDate) })
const alarmsQuery = object({
  state: nullable(enumeration(['OPEN', 'TAKEN', 'CLOSED'])),
  after: optional(shortId),
  limit: optional(integer({ min: 1, max: PAGE_MAX })),
})

function parameterOn(ctx: ReadContext, { key, onDate }: Infer<typeof parameterQuery>): Json {
  return parameter(ctx, key, onDate ?? civilDateOf(ctx.block.decidedAtMs)) ?? null
}

/** A version stays after another has taken effect: evidence of what it allowed names it. */
function policyOf(ctx: ReadContext, { id, version }: Infer<typeof policyQuery>): Json {
  if (version === undefined) return policy(ctx, id) ?? null
  const rows = policies(ctx.store).list({ under: [id], limit: POLICY_VERSIONS_MAX })
  return rows.find(({ value }) => value.version === version)?.value ?? null
}

function parameterRows(ctx: ReadContext, { key }: Infer<typeof parameterRowsQuery>): Json {
  return parameters(ctx.store)
    .list({ under: [key], limit: PARAMETER_ROWS_MAX })
    .map(({ value }) => value)
}

function alarmList(ctx: ReadContext, query: Infer<typeof alarmsQuery>): Json {
  const { state, after, limit = PAGE_MAX } = query
  const rows = alarms(ctx.store).list(after === undefined ? { limit } : { after: [after], limit })
  const found = rows.filter(({ value }) => state === null || value.state === state)
  return { alarms: found.map(({ value }) => value), next: rows.length === limit ? (rows.at(-1)?.id[0] ?? null) : null }
}

export function queries({ baseLaw }: GovernancePorts): readonly AnyQuery[] {
  return [
    defineQuery({ name: 'governance/parameter', schema: parameterQuery, answer: parameterOn }),
    defineQuery({ name: 'governance/parameterRows', schema: parameterRowsQuery, answer: parameterRows }),
    defineQuery({
      name: 'governance/policy',
      schema: policyQuery,
      answer: policyOf,
    }),
    defineQuery({ name: 'governance/anchors', schema: none, answer: (ctx) => [...anchors(ctx)] }),
    defineQuery({
      name: 'governance/validators',
      schema: none,
      answer: (ctx) => currentValidators(ctx.store)?.map((one) => ({ ...one })) ?? null,
    }),
    defineQuery({
      name: 'governance/plannedUpgrade',
      schema: none,
      answer: (ctx) => upgrades(ctx.store).get('planned') ?? null,
    }),
    defineQuery({ name: 'governance/lawVersion', schema: none, answer: (ctx) => lawVersion(ctx) ?? null }),
    defineQuery({
      name: 'governance/calendarYear',
      schema: yearQuery,
      answer: (ctx, { year }: Infer<typeof yearQuery>) => calendarYear(ctx, year) ?? null,
    }),
    defineQuery({ name: 'governance/alarms', schema: alarmsQuery, answer: alarmList }),
    defineQuery({
      name: 'governance/lawChange',
      schema: lawChangeQuery,
      answer: (ctx, { filedOn }: Infer<typeof lawChangeQuery>) => ({ ...lawChange(ctx, baseLaw, filedOn) }),
    }),
  ]
}
