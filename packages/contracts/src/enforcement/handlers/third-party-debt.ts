import { ensure } from '@xiezhi/kernel'
import type { CheckContext } from '@xiezhi/kernel'
import { enforcement as enforcementLaw } from '@xiezhi/law'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { civilDateOf } from '../../ids.ts'
import { refusingLaw } from '../../law-reading.ts'
import { errors } from '../errors.ts'
import { disputeDebtSchema, notifyThirdPartySchema } from '../messages.ts'
import type { EnforcementPorts } from '../ports.ts'
import { debtNotices } from '../state.ts'
import { requireControl, requireEnforcement, requireState } from './require-case.ts'

const byLaw = refusingLaw(errors.LawRefused)

/** A third party that owes the debtor was told to perform or to object (R20-29). */
export function notifyThirdParty(ports: EnforcementPorts): AnyAct {
  return defineAct({
    type: 'enforcement/NotifyThirdParty',
    schema: notifyThirdPartySchema,
    subject: ({ measureId }) => measureId,
    check(ctx, { caseRef, measureId, servedOn }) {
      const { organisation } = ports.requireRole(ctx, 'COURT_ENFORCER')
      const found = requireEnforcement(ctx, caseRef, organisation)
      requireState(found, ['OPEN'])
      const { asset } = requireControl(ctx, caseRef, measureId)
      ensure(asset === 'RECEIVABLE', errors.NotAReceivable, { asset })
      ensure(!debtNotices(ctx.store).has(measureId), errors.DebtNotified, { measureId })
      const today = civilDateOf(ctx.block.decidedAtMs)
      const { effectiveOn } = found
      ensure(servedOn >= effectiveOn && servedOn <= today, errors.DateOrder, { earlier: effectiveOn, later: servedOn })
    },
    execute(ctx, { caseRef, measureId, servedOn, noticeDigest }) {
      const notice = { caseRef, noticeDigest, servedOn, objectedOn: null, objectionDigest: null }
      debtNotices(ctx.store).set(measureId, notice)
      ctx.emit({ type: 'DebtNoticeServed', data: { caseRef, measureId, servedOn } })
      return { measureId }
    },
  })
}

/** The third party objects. One in time is not reviewed: there is no enforcement against it. */
export function disputeDebt(ports: EnforcementPorts): AnyAct {
  return defineAct({
    type: 'enforcement/DisputeDebt',
    schema: disputeDebtSchema,
    subject: ({ measureId }) => measureId,
    check(ctx, { caseRef, measureId, on }) {
      const { organisation } = ports.requireRole(ctx, ['COURT_FILING', 'COURT_ENFORCER'])
      requireEnforcement(ctx, caseRef, organisation)
      requireControl(ctx, caseRef, measureId)
      const notice = debtNotices(ctx.store).get(measureId)
      ensure(notice !== undefined, errors.DebtNotNotified, { measureId })
      ensure(notice.objectedOn === null, errors.ObjectionExists, { measureId })
      const today = civilDateOf(ctx.block.decidedAtMs)
      ensure(on >= notice.servedOn && on <= today, errors.DateOrder, { earlier: notice.servedOn, later: on })
      return notice
    },
    execute(ctx, { caseRef, measureId, on, documentDigest }, notice) {
      debtNotices(ctx.store).set(measureId, { ...notice, objectedOn: on, objectionDigest: documentDigest })
      ctx.emit({ type: 'DebtDisputed', data: { caseRef, measureId, on } })
      return { measureId }
    },
  })
}

/** Whether the debt may be taken, as `enforcement.thirdPartyDebt` judges it. @throws ContractError DebtNotNotified, DebtBarred */
export function requireEnforceableDebt(
  ctx: CheckContext,
  ports: Pick<EnforcementPorts, 'lawBook'>,
  measureId: string,
): void {
  const notice = debtNotices(ctx.store).get(measureId)
  ensure(notice !== undefined, errors.DebtNotNotified, { measureId })
  const { servedOn, objectedOn } = notice
  const facts = { servedOn, objectedOn, performedOn: null, today: civilDateOf(ctx.block.decidedAtMs) }
  const { verdict, due } = byLaw(() => enforcementLaw.thirdPartyDebt(facts, ports.lawBook(ctx)))
  ensure(verdict === 'MAY_ENFORCE', errors.DebtBarred, { measureId, verdict, until: due.legalEnd ?? due.rawEnd })
}
