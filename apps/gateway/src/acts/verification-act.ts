import { civilDateOf } from '@xiezhi/contracts/ids'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { askMessage, LEGAL_BASIS, PURPOSE, queryCommitment } from '@xiezhi/sdk'
import type { VerificationRequest } from '@xiezhi/gateway-api'
import { GatewayError } from '../gateway-error.ts'
import type { Listener } from '../routes/listener.ts'
import type { OpenSession } from '../session/person.ts'
import type { CaseViews } from '../views/case-view.ts'
import type { ActPlan } from '../outbox/act-plan.ts'
import { randomId } from './random-id.ts'

/**
 * Asks the other zone about a lawyer for a case. An agent of the case is verified anew when the answer is there: that act is
 * signed with the question.
 */
export async function verificationAct(
  { config, clock, texts }: Listener,
  cases: CaseViews,
  { person }: OpenSession,
  caseRef: string,
  request: VerificationRequest,
): Promise<ActPlan> {
  const { licence, use = 'FILING' } = request
  const { state, agents } = await cases.record(caseRef)
  const running = agents.filter(({ licenceNo, endedOn }) => licenceNo === licence && endedOn === null)
  const letterFirmUscc = request.letterFirmUscc ?? running[0]?.letterFirmUscc
  // With another letter the lawyer is another agent: the answer says nothing about this one.
  const agent = running.find((one) => one.letterFirmUscc === letterFirmUscc)
  if (letterFirmUscc === undefined)
    throw new GatewayError('INPUT_INVALID', { part: 'body', path: '/letterFirmUscc', expected: 'required' })
  const asOf = request.asOf ?? (await clock.today())
  const opening = {
    salt: randomId(),
    organisation: person.organisation ?? '',
    officer: person.officer ?? '',
    caseRef,
    licenceNo: licence,
    asOf,
    purpose: PURPOSE,
    legalBasis: LEGAL_BASIS,
  }
  const logCommitment = queryCommitment(nodeCrypto, opening)
  const question = { licenceNo: licence, asOf, caseRef, use, letterFirmUscc, subscribe: state === 'OPEN' }
  const ask = askMessage(question, { client: config.client, nowMs: clock.nowMs(), logCommitment })
  const common = {
    act: 'verifyLawyer',
    subject: { kind: 'case', id: caseRef },
    messages: [ask],
    then: 'answer',
    facts: { licence, asOf, use },
    prepare: () => texts.keepOpening(licence, logCommitment, opening, civilDateOf(clock.nowMs())),
  } as const
  if (agent === undefined || state !== 'OPEN') return common
  const { agentId } = agent
  return {
    ...common,
    follow: (dispatchId) => [
      {
        type: 'case/VerifyAgent',
        value: { caseRef, agentId, use, onDate: asOf, receiptId: dispatchId, fallbackId: null },
      },
    ],
  }
}
