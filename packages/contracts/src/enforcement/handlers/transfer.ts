import { ensure } from '@xiezhi/kernel'
import type { CheckContext, ReadContext, TxContext } from '@xiezhi/kernel'
import type { Json } from '@xiezhi/codec'
import { measure, termEnd } from '@xiezhi/law'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { civilDateOf, randomId, shiftCivilDate, startOfCivilDateMs } from '../../ids.ts'
import { refusingLaw } from '../../law-reading.ts'
import { errors } from '../errors.ts'
import { announceSaleSchema, decideTransferSchema, refuseTransferSchema, requestTransferSchema } from '../messages.ts'
import type { EnforcementActor, EnforcementPorts } from '../ports.ts'
import {
  assetOfMeasure,
  controls,
  CONTROLS_PER_CASE_MAX,
  enforcements,
  measuresOfAsset,
  openTransfers,
  preservations,
  sales,
  transfers,
  transfersOfCase,
} from '../state.ts'
import type { Control, Transfer } from '../state.ts'
import { bearerOf } from './bearer.ts'
import { requireControl, requireEnforcement, requireState } from './require-case.ts'

/** Days for the letter of transfer (R20-20). */
const LETTER = 'P-20-22'
const byLaw = refusingLaw(errors.LawRefused)

/** A court whose measure waits asks the first court of this zone for the right to dispose (R20-20, R20-21). */
export function requestTransfer(ports: EnforcementPorts): AnyAct {
  return defineAct({
    type: 'enforcement/RequestTransfer',
    schema: requestTransferSchema,
    subject: ({ transferId }) => transferId,
    check(ctx, { transferId, caseRef, measureId, ground }) {
      const { organisation } = ports.requireRole(ctx, 'COURT_JUDGE')
      requireState(requireEnforcement(ctx, caseRef, organisation), ['OPEN'])
      ensure(!transfers(ctx.store).has(transferId), errors.TransferExists, { transferId })
      const own = requireControl(ctx, caseRef, measureId)
      const first = requireHolder(ctx, ports, own, { organisation, ground })
      const open = openTransfers(ctx.store).get(first.measureId)
      ensure(open === undefined, errors.TransferOpen, { transferId: open })
      requireRequestable(ctx, ports, { ground, first, caseRef })
      const today = civilDateOf(ctx.block.decidedAtMs)
      const answerBy = byLaw(() => termEnd(ports.lawBook(ctx), LETTER, today))
      return { organisation, first, today, answerBy }
    },
    execute(ctx, message, { organisation, first, today, answerBy }) {
      const { transferId, caseRef, measureId, ground, requestDigest } = message
      const { caseRef: fromCase, organisation: fromCourt, measureId: fromMeasure } = first
      const transfer: Transfer = {
        transferId,
        ground,
        from: { caseRef: fromCase, organisation: fromCourt, measureId: fromMeasure },
        to: { caseRef, organisation, measureId },
        requestDigest,
        requestedOn: today,
        answerBy,
        reserve: isPreserved(ctx, fromCase),
        state: 'REQUESTED',
        decisions: [],
        instrumentId: null,
      }
      const atMs = ctx.block.decidedAtMs
      transfers(ctx.store).set(transferId, transfer)
      openTransfers(ctx.store).set(fromMeasure, transferId)
      for (const one of new Set([fromCase, caseRef])) transfersOfCase(ctx.store).set([one, transferId], atMs)
      const dueMs = startOfCivilDateMs(shiftCivilDate(answerBy, 1))
      ctx.schedule({ module: 'enforcement', kind: 'transfer', atMs: dueMs, item: transferId })
      ctx.emit({ type: 'TransferRequested', data: { transferId, fromCase, toCase: caseRef, answerBy } })
      return { transferId, answerBy }
    },
  })
}

interface Holder {
  readonly caseRef: string
  readonly organisation: string
  readonly measureId: string
  readonly from: string
}

/** The measure of another court of this zone that holds the asset for which this one waits. @throws ContractError NotWaiting */
function requireHolder(
  ctx: CheckContext,
  ports: Pick<EnforcementPorts, 'lawBook'>,
  own: Control,
  { organisation, ground }: { readonly organisation: string; readonly ground: Transfer['ground'] },
): Holder {
  const measureId = own.measureId ?? ''
  ensure(own.state === 'WAITING', errors.NotWaiting, { measureId, state: own.state })
  const others = onSameAsset(ctx, measureId).filter((one) => one.measureId !== measureId)
  const ahead = others.filter(({ state, rank }) => state === 'WAITING' && (rank ?? 0) < (own.rank ?? 0)).length
  ensure(ground !== 'FIRST_WAITING_COURT' || ahead === 0, errors.NotWaiting, { measureId, ahead })
  const held = others.find(({ state, rank }) => (state === 'EFFECTIVE' || state === 'SUSPENDED') && rank === 0)
  const owner = held === undefined ? undefined : bearerOf(ctx, ports, held.caseRef)?.organisation
  const other = held?.measureId != null && held.from !== null && owner !== undefined && owner !== organisation
  ensure(other, errors.NotWaiting, { measureId, holder: owner })
  return { caseRef: held.caseRef, organisation: owner, measureId: held.measureId, from: held.from }
}

function onSameAsset({ store }: ReadContext, measureId: string): readonly Control[] {
  const asset = assetOfMeasure(store).get(measureId)
  if (asset === undefined) return []
  return measuresOfAsset(store)
    .list({ under: [asset.institution, asset.assetKey], limit: CONTROLS_PER_CASE_MAX })
    .flatMap(({ value }) => controls(store).get(value.caseRef, value.orderId) ?? [])
}

/** What `measure.disposalTransfer` says of the request. @throws ContractError TransferNotYet */
function requireRequestable(
  ctx: CheckContext,
  ports: Pick<EnforcementPorts, 'lawBook'>,
  { ground, first, caseRef }: { readonly ground: Transfer['ground']; readonly first: Holder; readonly caseRef: string },
): void {
  const today = civilDateOf(ctx.block.decidedAtMs)
  const own = enforcements(ctx.store).get(caseRef)
  const facts = {
    requester: ground,
    firstSealedOn: first.from,
    today,
    saleStarted: sales(ctx.store).has(first.measureId),
    priorityJudgmentEffective: own !== undefined && own.effectiveOn <= today,
    firstIsPreservation: isPreserved(ctx, first.caseRef),
    waitingInEnforcement: own !== undefined,
  }
  const { verdict, reasons, requestableFrom } = byLaw(() => measure.disposalTransfer(facts, ports.lawBook(ctx)))
  const [reason] = reasons
  ensure(verdict === 'MAY_REQUEST', errors.TransferNotYet, {
    reason: reason?.code,
    rule: reason?.rule,
    requestableFrom,
  })
}

function isPreserved({ store }: ReadContext, caseRef: string): boolean {
  return preservations(store).get(caseRef)?.state === 'OPEN'
}

/** The first court refuses, with reasons; it grants by the letter of transfer that it signs. */
export function refuseTransfer(ports: EnforcementPorts): AnyAct {
  return defineAct({
    type: 'enforcement/RefuseTransfer',
    schema: refuseTransferSchema,
    subject: ({ transferId }) => transferId,
    check(ctx, { transferId }) {
      const actor = ports.requireRole(ctx, 'COURT_JUDGE')
      const transfer = requireTransfer(ctx, transferId, ['REQUESTED'])
      const { organisation } = transfer.from
      ensure(actor.organisation === organisation, errors.NotFirstCourt, { organisation })
      return { transfer, actor }
    },
    execute(ctx, { transferId, reasonsDigest }, { transfer, actor }) {
      decide(ctx, transfer, actor, { state: 'REFUSED', digest: reasonsDigest })
      ctx.emit({ type: 'TransferRefused', data: { transferId } })
      return { transferId }
    },
  })
}

/** A court above both decides, once the first court has refused or let its term pass (R20-20). */
export function decideTransfer(ports: EnforcementPorts): AnyAct {
  return defineAct({
    type: 'enforcement/DecideTransfer',
    schema: decideTransferSchema,
    subject: ({ transferId }) => transferId,
    check(ctx, { transferId }) {
      const actor = ports.requireRole(ctx, 'COURT_JUDGE')
      const transfer = requireTransfer(ctx, transferId, ['REQUESTED', 'REFUSED'])
      const courts = [transfer.from.organisation, transfer.to.organisation]
      const above = courts.every((court) => ports.isAbove(ctx, actor.organisation, court))
      ensure(above, errors.NotSuperior, { organisation: actor.organisation })
      const { state, answerBy } = transfer
      const disputed = state === 'REFUSED' || civilDateOf(ctx.block.decidedAtMs) > answerBy
      ensure(disputed, errors.TransferUndisputed, { answerBy })
      return { transfer, actor }
    },
    execute(ctx, { transferId, outcome, decisionDigest }, { transfer, actor }) {
      decide(ctx, transfer, actor, { state: outcome, digest: decisionDigest })
      if (outcome === 'REFUSED') openTransfers(ctx.store).delete(transfer.from.measureId)
      ctx.emit({ type: outcome === 'ORDERED' ? 'TransferOrdered' : 'TransferRefused', data: { transferId } })
      return { transferId, outcome }
    },
  })
}

function decide(
  ctx: TxContext,
  transfer: Transfer,
  { organisation, officer }: EnforcementActor,
  { state, digest }: { readonly state: Transfer['state']; readonly digest: string },
): void {
  const decisions = [...transfer.decisions, { digest, organisation, officer, atMs: ctx.block.decidedAtMs }]
  transfers(ctx.store).set(transfer.transferId, { ...transfer, state, decisions })
}

/** @throws ContractError TransferUnknown */
function requireTransfer({ store }: ReadContext, transferId: string, states: readonly Transfer['state'][]): Transfer {
  const found = transfers(store).get(transferId)
  const open = found !== undefined && openTransfers(store).get(found.from.measureId) === transferId
  ensure(open && states.includes(found.state), errors.TransferUnknown, { transferId, state: found?.state })
  return found
}

/** A letter of transfer carries out an open request, and no other; in the first court's place only what was decided. @throws ContractError TransferUnknown */
export function requireTransferOf(
  ctx: ReadContext,
  { measureId, toMeasureId, isOrdered }: { measureId: string; toMeasureId: string | undefined; isOrdered: boolean },
): Transfer {
  const transferId = openTransfers(ctx.store).get(measureId)
  ensure(transferId !== undefined, errors.TransferUnknown, { measureId })
  const transfer = requireTransfer(ctx, transferId, isOrdered ? ['ORDERED'] : ['REQUESTED', 'REFUSED', 'ORDERED'])
  ensure(transfer.to.measureId === toMeasureId, errors.TransferUnknown, { transferId, toMeasureId })
  return transfer
}

/** The letter has been signed. */
export function grantTransfer(ctx: TxContext, measureId: string, instrumentId: string): void {
  const transferId = openTransfers(ctx.store).get(measureId)
  const transfer = transferId === undefined ? undefined : transfers(ctx.store).get(transferId)
  if (transferId === undefined || transfer === undefined) return
  transfers(ctx.store).set(transferId, { ...transfer, state: 'GRANTED', instrumentId })
  openTransfers(ctx.store).delete(measureId)
  ctx.emit({ type: 'TransferGranted', data: { transferId, instrumentId } })
}

/** Due effect the day after the term of the first court: an unanswered request may go to the court above both. */
export function tellUnanswered(ports: EnforcementPorts): (ctx: TxContext, item: Json) => void {
  return (ctx, item) => {
    const transferId = randomId.parse(item)
    if (transfers(ctx.store).get(transferId)?.state !== 'REQUESTED') return
    const alarmId = `transfer-${transferId}`
    ports.raiseAlarm(ctx, { alarmId, kind: 'TRANSFER_UNANSWERED', owner: 'COURT_PRESIDENT', subject: transferId })
    ctx.emit({ type: 'TransferUnanswered', data: { transferId } })
  }
}

/** The notice of auction or sale has been published: from then on no other court may ask to dispose. */
export function announceSale(ports: EnforcementPorts): AnyAct {
  return defineAct({
    type: 'enforcement/AnnounceSale',
    schema: announceSaleSchema,
    subject: ({ measureId }) => measureId,
    check(ctx, { caseRef, measureId, on }) {
      const { organisation } = ports.requireRole(ctx, 'COURT_ENFORCER')
      requireState(requireEnforcement(ctx, caseRef, organisation), ['OPEN'])
      const { state, from } = requireControl(ctx, caseRef, measureId)
      ensure(state === 'EFFECTIVE', errors.MeasureEnded, { measureId, state })
      ensure(!sales(ctx.store).has(measureId), errors.SaleAnnounced, { measureId })
      const today = civilDateOf(ctx.block.decidedAtMs)
      ensure(on >= (from ?? on) && on <= today, errors.DateOrder, { earlier: from, later: on })
    },
    execute(ctx, { caseRef, measureId, on, noticeDigest }) {
      sales(ctx.store).set(measureId, { caseRef, on, noticeDigest, atMs: ctx.block.decidedAtMs })
      ctx.emit({ type: 'SaleAnnounced', data: { caseRef, measureId, on } })
      return { measureId }
    },
  })
}
