import { randomBytes } from 'node:crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { askMessage, LEGAL_BASIS, PURPOSE, queryCommitment } from '@xiezhi/sdk'
import type { VerificationRequest } from '@xiezhi/gateway-api'
import { GatewayError } from '../gateway-error.ts'
import type { Listener } from '../routes/listener.ts'
import type { OpenSession } from '../session/person.ts'
import type { CaseViews } from '../views/case-view.ts'
import type { ActPlan } from '../outbox/act-plan.ts'

const SALT_BYTES = 16

/**
 * Asks the other zone about a lawyer for a case. An agent of the case is verified anew when the answer is there: that act is
 * signed with the question.
 */
export async function verificationAct(
  { config, clock, db }: Listener,
  cases: CaseViews,
  { person }: OpenSession,
  caseRef: string,
  request: VerificationRequest,
): Promise<ActPlan> {
  const { licence, use = 'FILING' } = request
  const { state, agents } = await cases.record(caseRef)
  const agent = agents.find(({ licenceNo, endedOn }) => licenceNo === licence && endedOn === null)
  const letterFirmUscc = request.letterFirmUscc ?? agent?.letterFirmUscc
  if (letterFirmUscc === undefined)
    throw new GatewayError('INPUT_INVALID', { part: 'body', path: '/letterFirmUscc', expected: 'required' })
  const asOf = request.asOf ?? (await clock.today())
  const opening = {
    salt: randomBytes(SALT_BYTES).toString('hex'),
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
    prepare: async () => {
      const row = { commitment: logCommitment, opening: JSON.stringify(opening), made_at_ms: Date.now() }
      await db.insertInto('query_opening').values(row).execute()
    },
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
