import { object } from '@xiezhi/codec'
import { ensure } from '@xiezhi/kernel'
import type { TxContext } from '@xiezhi/kernel'
import { limitOn } from '@xiezhi/law'
import { actId, civilDateOf, digest } from '../../ids.ts'
import { refusingLaw } from '../../law-reading.ts'
import { digestOf } from '../../json-port.ts'
import { raiseAlarm } from '../api.ts'
import { errors } from '../errors.ts'
import type { QueryPacket } from '../messages.ts'
import type { QueryPorts } from '../ports.ts'
import {
  answerSummaries,
  answers,
  closedCases,
  logs,
  resultSchema,
  subscribedCases,
  subscriptions,
  volumes,
} from '../state.ts'
import type { Answer, Result } from '../state.ts'
import { decideAccess } from './access-policy.ts'
import { summaryOfAnswer } from './summarise.ts'

/** Questions without a case that one organisation may send in a day before somebody is asked to look. */
const WITHOUT_CASE = 'PX-T26-5.questionsWithoutCase'
const byLaw = refusingLaw(errors.LawRefused)

/** Bytes of the acknowledgement. */
export const ackSchema = object({ dispatchId: actId, requestDigest: digest, result: resultSchema })

type AskPacket = Extract<QueryPacket, { kind: 'ask' }>

/**
 * Answers a question at once from the state of this zone, or refuses it by policy; both are logged and both stand in a
 * permanent record. One dispatch id is answered once: the same question again gets the same answer.
 */
export function receiveQuestion(ctx: TxContext, ports: QueryPorts, client: string, packet: AskPacket): Answer {
  const { dispatchId, organisation, role, question } = packet
  const requestDigest = digestOf(ctx, packet)
  const known = answers(ctx.store).get(client, dispatchId)
  if (known !== undefined) {
    ensure(known.requestDigest === requestDigest, errors.DispatchReused, { dispatchId })
    return known
  }
  const access = decideAccess(ctx, ports, { client, organisation, role, ...question })
  const finding = access.refusal === null ? ports.findStanding?.(ctx, question) : undefined
  const result: Result = {
    // A zone without the register has nothing to answer from.
    refusal: finding === undefined ? (access.refusal ?? 'RECORD_TYPE_NOT_ALLOWED') : null,
    finding: finding ?? null,
    policyId: access.policyId,
    policyVersion: access.policyVersion,
    decidedAtMs: ctx.block.decidedAtMs,
    height: ctx.block.height,
  }
  const answer = { dispatchId, client, organisation, role, requestDigest, question, result }
  answers(ctx.store).set([client, dispatchId], answer)
  answerSummaries(ctx.store).set([client, dispatchId], summaryOfAnswer(ctx, answer))
  writeLog(ctx, answer)
  countVolume(ctx, ports, answer)
  subscribe(ctx, answer)
  const { refusal } = result
  if (refusal === null) ctx.emit({ type: 'QuestionAnswered', data: { client, dispatchId, organisation } })
  else ctx.emit({ type: 'QuestionRefused', data: { client, dispatchId, organisation, refusal } })
  return answer
}

function writeLog(ctx: TxContext, { dispatchId, client, organisation, role, question, result }: Answer): void {
  const subject = result.finding?.serial ?? 'unknown'
  logs(ctx.store).set([subject, String(result.decidedAtMs).padStart(16, '0'), dispatchId], {
    dispatchId,
    client,
    organisation,
    role,
    purpose: question.purpose,
    legalBasis: question.legalBasis,
    caseRef: question.caseRef,
    commitment: question.logCommitment,
    refusal: result.refusal,
    atMs: result.decidedAtMs,
  })
}

function countVolume(ctx: TxContext, ports: QueryPorts, { client, organisation, question, result }: Answer): void {
  if (question.caseRef !== null) return
  const day = civilDateOf(result.decidedAtMs)
  const count = (volumes(ctx.store).get(client, organisation, day)?.count ?? 0) + 1
  volumes(ctx.store).set([client, organisation, day], { count })
  if (count <= byLaw(() => limitOn(ports.lawBook(ctx), WITHOUT_CASE, 'question', day))) return
  raiseAlarm(ctx, {
    alarmId: `volume-${digestOf(ctx, [client, organisation, day]).slice(7, 39)}`,
    kind: 'VOLUME_WITHOUT_CASE',
    owner: 'JUSTICE_BUREAU',
    subject: `${organisation} ${day}`,
  })
}

function subscribe(ctx: TxContext, { client, organisation, question, result }: Answer): void {
  const { caseRef } = question
  const serial = result.finding?.serial ?? null
  if (!question.subscribe || caseRef === null || serial === null) return
  if (closedCases(ctx.store).has(client, caseRef) || subscriptions(ctx.store).has(serial, client, caseRef)) return
  const sinceMs = ctx.block.decidedAtMs
  subscriptions(ctx.store).set([serial, client, caseRef], { client, caseRef, serial, organisation, sinceMs })
  subscribedCases(ctx.store).set([client, caseRef, serial], { sinceMs })
}
