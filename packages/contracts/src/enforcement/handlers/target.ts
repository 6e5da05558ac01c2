import type { ReadContext } from '@xiezhi/kernel'
import { fees, interest } from '@xiezhi/law'
import { civilDateOf } from '../../ids.ts'
import { refusingLaw } from '../../law-reading.ts'
import { errors } from '../errors.ts'
import type { EnforcementPorts } from '../ports.ts'
import type { Claim, Enforcement } from '../state.ts'
import { claimOf } from './require-case.ts'

const byLaw = refusingLaw(errors.LawRefused)

export interface Target {
  readonly asOf: string
  readonly documentCents: number
  readonly doubledCents: number
  readonly feeCents: number
  readonly totalCents: number
}

interface AsOf {
  /** By default as last stated. */
  readonly claim?: Claim
  /** By default the day of this block. */
  readonly asOf?: string
}

/**
 * What may be controlled on a day, 分: the debt by the document, the doubled part, and the execution fee
 * on the former (R20-14, R20-60; 诉讼费用交纳办法 14). @throws ContractError LawRefused
 */
export function targetOf(
  ctx: ReadContext,
  ports: Pick<EnforcementPorts, 'lawBook'>,
  found: Enforcement,
  { claim = claimOf(ctx, found), asOf = civilDateOf(ctx.block.decidedAtMs) }: AsOf = {},
): Target {
  const law = ports.lawBook(ctx)
  const { principalCents, general: stated } = claim
  const general = stated === null ? null : ({ ...stated, dayBasis: stated.dayBasis === 360 ? 360 : 365 } as const)
  const dueOn = found.performanceEndsOn ?? found.effectiveOn
  const debtWhen = (due: string): number =>
    byLaw(() => interest.judgmentDebt({ principalCents, general, dueOn: due, asOf }, law)).payableCents
  const totalDebt = debtWhen(dueOn)
  // A debt that falls due today has no doubled part.
  const documentCents = debtWhen(asOf > dueOn ? asOf : dueOn)
  const { feeCents } = byLaw(() => fees.executionFee({ amountCents: documentCents }, law))
  const doubledCents = totalDebt - documentCents
  return { asOf, documentCents, doubledCents, feeCents, totalCents: totalDebt + feeCents }
}
