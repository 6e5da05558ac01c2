import { array, CodecError, object } from '@xiezhi/codec'
import type { Infer, Json } from '@xiezhi/codec'
import { ContractError, ensure } from '@xiezhi/kernel'
import type { TxContext } from '@xiezhi/kernel'
import type { LawBook } from '@xiezhi/law'
import { civilDateOf, shortId } from '../ids.ts'
import { errors } from './errors.ts'
import { requireLawfulNotice, requireLawfulParameter } from './handlers/require-lawful.ts'
import { policyPath } from './handlers/set-access-policy.ts'
import { countLawChange, isOfLaw } from './handlers/law-in-force.ts'
import { activateCalendarYearSchema, activateLawSchema, establishAnchorSchema, setParameterSchema } from './messages.ts'
import {
  ANCHORS_MAX,
  calendarYears,
  lawVersions,
  parameters,
  policies,
  policyCounts,
  policyRulesSchema,
  source,
  trustAnchors,
} from './state.ts'

export const genesisSchema = object({
  parameters: array(setParameterSchema, { max: 2_048 }),
  policies: array(object({ id: shortId, rules: policyRulesSchema, source }), { max: 256 }),
  anchors: array(establishAnchorSchema, { max: ANCHORS_MAX }),
  laws: array(activateLawSchema, { max: 64 }),
  calendarYears: array(activateCalendarYearSchema, { max: 128 }),
})
export type GovernanceGenesis = Infer<typeof genesisSchema>

/** Rows of genesis may lie in the past: they say under what a new zone begins. @throws ContractError GenesisInvalid */
export function initGovernance(ctx: TxContext, genesis: Json, law: LawBook): void {
  if (genesis === null) return
  const input = parsed(genesis)
  const nowMs = ctx.block.decidedAtMs
  const act = { enactedAtMs: nowMs, actId: `${ctx.txId}-0` }
  for (const row of input.parameters) {
    unique(parameters(ctx.store).has(row.key, row.effectiveFrom), row.key)
    parameters(ctx.store).set([row.key, row.effectiveFrom], { ...row, ...act })
    requireLawfulParameter(law, row)
    if (isOfLaw(law, row.key)) countLawChange(ctx, row)
  }
  for (const row of input.policies) {
    unique(policyCounts(ctx.store).has(row.id), row.id)
    policies(ctx.store).set(policyPath(row.id, nowMs, 1), { ...row, version: 1, effectiveFromMs: nowMs, ...act })
    policyCounts(ctx.store).set(row.id, { versions: 1 })
  }
  for (const row of input.anchors) {
    unique(trustAnchors(ctx.store).has(row.anchorId), row.anchorId)
    const effectiveFromMs = row.effectiveFromMs ?? nowMs
    trustAnchors(ctx.store).set(row.anchorId, { ...row, effectiveFromMs, withdrawnFromMs: null, ...act })
  }
  for (const row of input.laws) {
    unique(lawVersions(ctx.store).has(row.effectiveFrom), row.effectiveFrom)
    lawVersions(ctx.store).set(row.effectiveFrom, { ...row, ...act })
  }
  for (const row of input.calendarYears) {
    unique(calendarYears(ctx.store).has(String(row.year), row.effectiveFrom), String(row.year))
    calendarYears(ctx.store).set([String(row.year), row.effectiveFrom], { ...row, ...act })
    requireLawfulNotice(law, row)
    countLawChange(ctx, row)
  }
  const today = civilDateOf(nowMs)
  const lawInForce = input.laws.length === 0 || input.laws.some(({ effectiveFrom }) => effectiveFrom <= today)
  ensure(lawInForce, errors.GenesisInvalid, { part: 'no law book in force', today })
}

function unique(exists: boolean, id: string): void {
  ensure(!exists, errors.GenesisInvalid, { part: 'twice', id })
}

function parsed(genesis: Json): GovernanceGenesis {
  try {
    return genesisSchema.parse(genesis)
  } catch (error) {
    if (error instanceof CodecError) throw new ContractError(errors.GenesisInvalid, error.facts)
    throw error
  }
}
