import { ensure } from '@xiezhi/kernel'
import type { SendInput } from '@xiezhi/interchain'
import { actIdOf, defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { DEADLINE_AHEAD_MAX_MS, OUTCOME_GRACE_MS } from '../../dispatch-ledger.ts'
import { digestOf, jsonInput } from '../../json-port.ts'
import { QUERY_PORT } from '../api.ts'
import { errors } from '../errors.ts'
import { askSchema } from '../messages.ts'
import type { Ask, QueryPacket } from '../messages.ts'
import type { QueryPorts } from '../ports.ts'
import { askedCases, packets, requests } from '../state.ts'
import type { Question } from '../state.ts'
import { store } from './settle.ts'

const ASKER_ROLES = ['COURT_FILING', 'COURT_CLERK', 'COURT_JUDGE'] as const

/** Asks whether a lawyer may act: a permanent record of the request, and a packet. */
export function ask(ports: QueryPorts): AnyAct {
  return defineAct({
    type: 'query/Ask',
    schema: askSchema,
    subject: ({ caseRef, licenceNo }) => caseRef ?? licenceNo,
    check(ctx, message) {
      const actor = ports.requireRole(ctx, ASKER_ROLES)
      const { deadlineMs, subscribe, caseRef, sourceClient, timeoutSeconds } = message
      const nowMs = ctx.block.decidedAtMs
      ensure(deadlineMs > nowMs, errors.DeadlineOver, { deadlineMs, nowMs })
      ensure(deadlineMs <= nowMs + DEADLINE_AHEAD_MAX_MS, errors.DeadlineTooFar, { deadlineMs, nowMs })
      ensure(!subscribe || caseRef !== null, errors.SubscribeNeedsCase)
      const question = questionOf(message)
      const role = ASKER_ROLES.find((one) => actor.roles.includes(one)) ?? 'COURT_CLERK'
      const dispatchId = actIdOf(ctx)
      const packet: QueryPacket = { kind: 'ask', dispatchId, organisation: actor.organisation, role, question }
      const plan = ports.sender.checkSend(ctx, questionInput(sourceClient, timeoutSeconds, packet))
      return { actor, role, dispatchId, question, packet, plan }
    },
    execute(ctx, message, { actor, role, dispatchId, question, packet, plan }) {
      const { sourceClient: client, timeoutSeconds, deadlineMs } = message
      const atMs = ctx.block.decidedAtMs
      const { sequence, packetHash } = ports.sender.send(ctx, plan)
      requests(ctx.store).set(dispatchId, {
        dispatchId,
        client,
        organisation: actor.organisation,
        officer: actor.officer,
        role,
        question,
        requestDigest: digestOf(ctx, packet),
        deadlineMs,
        askedAtMs: atMs,
        height: ctx.block.height,
      })
      packets(ctx.store).set([client, String(sequence)], {
        kind: 'ask',
        subject: dispatchId,
        caseRefs: [],
        attempt: 1,
      })
      if (question.subscribe && question.caseRef !== null) {
        askedCases(ctx.store).set([question.caseRef, client], { sinceMs: atMs })
      }
      store(ctx, undefined, {
        dispatchId,
        client,
        deadlineMs,
        packets: [{ sequence, timeoutSeconds, packetHash, state: 'pending' }],
        outcome: null,
        additions: [],
        ladder: [{ rung: 'submitted', atMs, sequence }],
      })
      ctx.schedule({ module: 'query', kind: 'settle', atMs: deadlineMs + OUTCOME_GRACE_MS, item: dispatchId })
      ctx.emit({ type: 'QuestionSent', data: { dispatchId, client, sequence, purpose: question.purpose } })
      return { dispatchId, sequence }
    },
  })
}

/** What travels of a message: the question alone. */
function questionOf(message: Ask): Question {
  const { licenceNo, asOf, purpose, legalBasis, caseRef, use, letterFirmUscc, exception, subscribe } = message
  const { logCommitment } = message
  return {
    licenceNo,
    asOf,
    purpose,
    legalBasis,
    caseRef,
    use,
    letterFirmUscc,
    exception,
    subscribe,
    logCommitment,
  }
}

export function questionInput(sourceClient: string, timeoutSeconds: number, packet: QueryPacket): SendInput {
  return jsonInput(QUERY_PORT, sourceClient, timeoutSeconds, packet)
}
