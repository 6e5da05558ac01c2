import { MadeDocuments } from '../documents/made-documents.ts'
import { hasEnforcement } from '../enforcement/matters.ts'
import { Parties } from '../enforcement/parties.ts'
import type { EnforcementStore } from '../enforcement/store.ts'
import { Submissions } from '../enforcement/submissions.ts'
import type { ShownSubmission } from '../enforcement/submissions.ts'
import { Writings } from '../enforcement/writings.ts'
import { GatewayError } from '../gateway-error.ts'
import { cursorParts, limitOf, pageOf } from '../views/page.ts'
import { PartyViews } from '../views/party-view.ts'
import type { SubmissionView } from '@xiezhi/gateway-api'
import type { Call, Handlers } from './handler.ts'
import type { Listener } from './listener.ts'
import { signedIn } from './session-handlers.ts'

/** Persons concerned, and the counter that takes on what they hand in. */
export function partyHandlers(listener: Listener, store: EnforcementStore): Handlers {
  const parties = new Parties(listener)
  const submissions = new Submissions(listener)
  const documents = new MadeDocuments(listener)
  const views = new PartyViews({ listener, store, parties, submissions, writings: new Writings(listener) })
  return {
    listPartyMatters: async (call) => ({ items: await views.list(signedIn(call)) }),
    getPartyMatter: (call) => views.view(call.params.caseId, signedIn(call)),
    getPartyDocument: async (call) => {
      const { caseId, documentId } = call.params
      const { documents: own } = await views.view(caseId, signedIn(call))
      if (!own.some((one) => one.documentId === documentId))
        throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'document' })
      const pdf = await documents.pdf(caseId, documentId)
      void call.reply
        .header('content-type', 'application/pdf')
        .header('content-disposition', `attachment; filename="document-${documentId}.pdf"`)
        .send(Buffer.from(pdf))
      return undefined
    },
    submitPartyObjection: (call) => submit(views, submissions, call),
    nameParty: async ({ params: { caseId }, body }) => {
      if (!(await hasEnforcement(listener.db, caseId)))
        throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'enforcement' })
      await parties.name(caseId, [{ ...body, debtorId: null }])
      return { caseId, part: body.part }
    },
    listSubmissions: async ({ query }) => {
      const limit = limitOf(query)
      const rows = await submissions.list({ state: query.state, after: cursorParts(query, 2) }, limit + 1)
      return pageOf(rows, limit, submissionView, ({ view }) => [view.submittedAtMs, view.submissionId])
    },
    returnSubmission: async ({ params: { submissionId }, body: { reasons } }) => {
      await submissions.giveBack(submissionId, reasons)
      return { submissionId, state: 'RETURNED' as const }
    },
  }
}

/** @throws GatewayError SUBJECT_UNKNOWN: of a case, a measure or a decision that is not the person's own */
async function submit(
  views: PartyViews,
  submissions: Submissions,
  call: Call<'submitPartyObjection'>,
): Promise<{ submissionId: string; submittedAtMs: number }> {
  const session = signedIn(call)
  const { caseId } = call.params
  const { orderId, earlierId, kind } = call.body
  const { parts, measures, objections } = await views.view(caseId, session)
  const isThird = parts.every((part) => part === 'THIRD_PARTY')
  // What a third party contests is another's property: the counter looks at which.
  if (orderId !== undefined && !isThird && !measures.some((one) => one.orderId === orderId))
    throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'measure' })
  if ((kind === 'RECONSIDERATION') !== (earlierId !== undefined))
    throw new GatewayError('INPUT_INVALID', { part: 'body', path: '/earlierId', expected: 'of a reconsideration' })
  if (earlierId !== undefined && !objections.some((one) => one.objectionId === earlierId))
    throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'objection' })
  const part = parts[0] ?? 'THIRD_PARTY'
  const { submissionId, submittedAtMs } = await submissions.hand(caseId, part, session, call.body)
  return { submissionId, submittedAtMs }
}

function submissionView({ view, caseId, by }: ShownSubmission): SubmissionView {
  const as = (by?.as ?? 'THIRD_PARTY') as SubmissionView['raisedBy']['as']
  return { ...view, caseId, raisedBy: { as, name: by?.name ?? null } }
}
