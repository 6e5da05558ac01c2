import { parseCode } from '@xiezhi/documents/check'
import type { RouteOutput, Routes } from '@xiezhi/gateway-api'
import { CaseForms, documentKinds } from '../documents/case-forms.ts'
import { checkInstruments } from '../documents/instrument-check.ts'
import { MadeDocuments } from '../documents/made-documents.ts'
import { GatewayError } from '../gateway-error.ts'
import type { Call, Handlers } from './handler.ts'
import type { Listener } from './listener.ts'
import { signedIn } from './session-handlers.ts'

type Answer = RouteOutput<Routes['checkDocument']>

/** Formal documents: made and read by officers, checked by anybody. */
export function documentHandlers(listener: Listener): Handlers {
  const documents = new MadeDocuments(listener)
  const forms = new CaseForms(listener)
  return {
    renderDocument: (call) => {
      const { kind, fields } = call.body
      return documents.make({ caseId: call.params.caseId, kind, fields }, signedIn(call).person)
    },
    listDocumentKinds: () => Promise.resolve({ items: documentKinds() }),
    getDocumentForm: (call) => forms.form(call.params.caseId, call.params.kind, signedIn(call).person),
    makeCaseDocument: async (call) => {
      const { caseId } = call.params
      const { person } = signedIn(call)
      const { kind, entries } = call.body
      const fields = await forms.fields(caseId, kind, entries, person)
      return documents.make({ caseId, kind, fields }, person)
    },
    listCaseDocuments: async ({ params: { caseId } }) => ({ items: await documents.list(caseId) }),
    getDocument: async ({ params: { caseId, documentId }, reply }) => {
      const pdf = await documents.pdf(caseId, documentId)
      void reply
        .header('content-type', 'application/pdf')
        .header('content-disposition', `attachment; filename="document-${documentId}.pdf"`)
        .send(Buffer.from(pdf))
      return undefined
    },
    checkDocument: (call) => checkDocument(listener, documents, call),
  }
}

/** What it names is neither a person nor the number of a case. */
async function checkDocument(
  listener: Listener,
  documents: MadeDocuments,
  { body: { digests: asked = [], verificationCode } }: Call<'checkDocument'>,
): Promise<Answer> {
  if (verificationCode === undefined) return { code: null, instruments: [...(await checkInstruments(listener, asked))] }
  if (parseCode(verificationCode) === undefined) {
    const facts = { part: 'body', path: '/verificationCode', expected: 'check character' }
    throw new GatewayError('INPUT_INVALID', facts)
  }
  const made = await documents.byCode(verificationCode)
  const digests = made === null ? [] : [made.digest]
  return {
    code: { isKnown: made !== null, digest: made?.digest ?? null, title: made?.title ?? null },
    instruments: [...(await checkInstruments(listener, digests))],
  }
}
