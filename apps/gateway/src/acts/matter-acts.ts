import { needsApplicant } from '@xiezhi/law'
import { caseFacts } from '../enforcement/case-facts.ts'
import type { CaseFacts } from '../enforcement/case-facts.ts'
import { matterOf } from '../enforcement/matters.ts'
import { keepNamed } from '../enforcement/named.ts'
import type { EnforcementStore } from '../enforcement/store.ts'
import { Submissions } from '../enforcement/submissions.ts'
import type { KeptWriting, Writer, Writings } from '../enforcement/writings.ts'
import { GatewayError } from '../gateway-error.ts'
import type { ActPlan } from '../outbox/act-plan.ts'
import type { Listener } from '../routes/listener.ts'
import type { ActPlans } from './act-plans.ts'
import { InstrumentActs } from './instrument-acts.ts'
import { randomId } from './random-id.ts'

interface Parts {
  readonly listener: Listener
  readonly store: EnforcementStore
  readonly writings: Writings
}

/** Acts beside the measures of a case: objections, transfers, debts of third parties, wrongs, rounds, preservation. */
export function matterPlans(parts: Parts): ActPlans {
  return { ...objectionPlans(parts), ...disposalPlans(parts), ...wrongPlans(parts), ...coursePlans(parts) }
}

function objectionPlans({ listener, store, writings }: Parts): ActPlans {
  const submissions = new Submissions(listener)
  return {
    raiseCaseObjection: async ({ params: { caseId }, body }) => {
      const { kind, raisedBy, name = null, orderId, earlierId = null, receivedOn } = body
      const facts = await caseFacts(listener, store, caseId)
      const measureId = orderId === undefined ? null : measureOf(facts, orderId)
      const objectionId = randomId()
      const { submissionId } = body
      const writing =
        submissionId === undefined
          ? writings.write(caseId, body, await writerOf(store, caseId, raisedBy, name))
          : await submissions.take(caseId, submissionId, receivedOn, objectionId)
      const fields = { objectionId, kind, measureId, earlierId, receivedOn }
      return written('raiseCaseObjection', 'enforcement/RaiseObjection', caseId, writing, {
        ...fields,
        documentDigest: writing.digest,
      })
    },
    decideCaseObjection: async ({ params: { caseId, objectionId }, body }) => {
      await requireMatter(listener, 'objection', caseId, objectionId)
      const { outcome, servedOn } = body
      const writing = writings.write(caseId, body)
      const fields = { objectionId, outcome, decisionDigest: writing.digest, servedOn }
      return written('decideCaseObjection', 'enforcement/DecideObjection', caseId, writing, fields)
    },
  }
}

/** A single debtor is named by the case; of several the counter says which. */
async function writerOf(
  store: EnforcementStore,
  caseId: string,
  as: Writer['as'],
  name: string | null,
): Promise<Writer> {
  if (name !== null || as !== 'DEBTOR') return { as, name }
  const [debtor, ...others] = await store.debtors(caseId)
  return { as, name: others.length === 0 ? (debtor?.fields?.name ?? null) : null }
}

function disposalPlans({ listener, store, writings }: Parts): ActPlans {
  const instruments = new InstrumentActs(listener, store)
  const submissions = new Submissions(listener)
  const transferOf = async (transferId: string): Promise<{ readonly fromCase: string }> => {
    const found = await matterOf(listener.db, 'transfer', transferId)
    if (found === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'transfer' })
    return { fromCase: found.caseId }
  }
  return {
    requestTransfer: async ({ params: { caseId }, body }) => {
      const { orderId, ground } = body
      const measureId = measureOf(await caseFacts(listener, store, caseId), orderId)
      const writing = writings.write(caseId, body)
      const fields = { transferId: randomId(), measureId, ground, requestDigest: writing.digest }
      return written('requestTransfer', 'enforcement/RequestTransfer', caseId, writing, fields)
    },
    refuseTransfer: async ({ params: { transferId }, body }) => {
      const { fromCase } = await transferOf(transferId)
      const writing = writings.write(fromCase, body)
      const message = { type: 'enforcement/RefuseTransfer', value: { transferId, reasonsDigest: writing.digest } }
      return { ...planOf('refuseTransfer', fromCase, message), prepare: writing.keep }
    },
    decideTransfer: async ({ params: { transferId }, body }) => {
      const { fromCase } = await transferOf(transferId)
      const writing = writings.write(fromCase, body)
      const value = { transferId, outcome: body.outcome, decisionDigest: writing.digest }
      return {
        ...planOf('decideTransfer', fromCase, { type: 'enforcement/DecideTransfer', value }),
        prepare: writing.keep,
      }
    },
    proposeTransferLetter: ({ params: { transferId }, body, session }) =>
      instruments.transferLetter(session.person, transferId, body),
    announceSale: async ({ params: { caseId }, body: { orderId, ...fields } }) => {
      const measureId = measureOf(await caseFacts(listener, store, caseId), orderId)
      return onCase('announceSale', 'enforcement/AnnounceSale', caseId, { measureId, ...fields })
    },
    notifyThirdParty: async ({ params: { caseId }, body: { orderId, ...fields } }) => {
      const measureId = measureOf(await caseFacts(listener, store, caseId), orderId)
      return onCase('notifyThirdParty', 'enforcement/NotifyThirdParty', caseId, { measureId, ...fields })
    },
    disputeDebt: async ({ params: { caseId, measureId }, body }) => {
      await requireMatter(listener, 'debt-notice', measureId)
      const { submissionId, on } = body
      const writing =
        submissionId === undefined
          ? writings.write(caseId, body, { as: 'THIRD_PARTY', name: null })
          : await submissions.take(caseId, submissionId, on, measureId)
      const fields = { measureId, on, documentDigest: writing.digest }
      return written('disputeDebt', 'enforcement/DisputeDebt', caseId, writing, fields)
    },
  }
}

function wrongPlans({ listener, writings }: Parts): ActPlans {
  return {
    findWrong: ({ params: { caseId }, body }) => {
      const { orderId, kind } = body
      const writing = writings.write(caseId, body)
      const fields = { wrongId: randomId(), orderId, kind, findingDigest: writing.digest }
      return Promise.resolve(written('findWrong', 'enforcement/FindWrong', caseId, writing, fields))
    },
    settleWrong: async ({ params: { caseId, wrongId }, body }) => {
      const { record } = await requireMatter(listener, 'wrong', caseId, wrongId)
      const writing = writings.write(caseId, body)
      const fields = { orderId: record.orderId, outcome: body.outcome, decisionDigest: writing.digest }
      return written('settleWrong', 'enforcement/SettleWrong', caseId, writing, fields)
    },
  }
}

function coursePlans({ listener, store, writings }: Parts): ActPlans {
  return {
    openPreservation: async ({ body: { caseId, debtors, caseNumber = null, applicants, basis, ...fields } }) => {
      if (needsApplicant(fields.kind) && applicants === undefined)
        throw new GatewayError('INPUT_INVALID', {
          part: 'body',
          path: '/applicants',
          expected: 'an applicant at least',
        })
      const keep = await store.newDebtors(caseId, debtors, caseNumber)
      const plan = onCase('openPreservation', 'enforcement/OpenPreservation', caseId, fields)
      return { ...plan, prepare: () => keepNamed(listener, caseId, keep, { applicants, basis }) }
    },
    recordFiling: ({ params: { caseId }, body }) =>
      Promise.resolve(onCase('recordFiling', 'enforcement/RecordFiling', caseId, body)),
    endRound: ({ params: { caseId }, body }) =>
      Promise.resolve(onCase('endRound', 'enforcement/EndRound', caseId, body)),
    resumeRound: async ({ params: { caseId }, body }) => {
      await caseFacts(listener, store, caseId)
      const writing = writings.write(caseId, body)
      const fields = { on: body.on, documentDigest: writing.digest }
      return written('resumeRound', 'enforcement/ResumeRound', caseId, writing, fields)
    },
    terminateEnforcement: async ({ params: { caseId }, body }) => {
      await caseFacts(listener, store, caseId)
      const writing = writings.write(caseId, body)
      const fields = { ground: body.ground, documentDigest: writing.digest }
      return written('terminateEnforcement', 'enforcement/Terminate', caseId, writing, fields)
    },
  }
}

/** The measure of a control of the case. @throws GatewayError SUBJECT_UNKNOWN, NOT_IN_FORCE: not answered yet */
export function measureOf({ controls }: CaseFacts, orderId: string): string {
  const control = controls.find((one) => one.orderId === orderId)
  if (control === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'measure' })
  if (control.measureId === null) throw new GatewayError('NOT_IN_FORCE', { state: control.state })
  return control.measureId
}

async function requireMatter<K extends Parameters<typeof matterOf>[1]>(
  { db }: Listener,
  kind: K,
  key1: string,
  key2: string = key1,
): Promise<NonNullable<Awaited<ReturnType<typeof matterOf<K>>>>> {
  const found = await matterOf(db, kind, key1, key2)
  if (found === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind })
  return found
}

function written(act: string, type: string, caseId: string, { keep }: KeptWriting, fields: object): ActPlan {
  return { ...onCase(act, type, caseId, fields), prepare: keep }
}

function onCase(act: string, type: string, caseRef: string, fields: object): ActPlan {
  return planOf(act, caseRef, { type, value: { caseRef, ...fields } })
}

function planOf(act: string, id: string, message: ActPlan['messages'][number]): ActPlan {
  return { act, subject: { kind: 'enforcement', id }, messages: [message], then: 'done' }
}
