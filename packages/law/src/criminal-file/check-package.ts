import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { boolean, integer, list, listOfUnique, nullable, object, text } from '../schema/schema.ts'

const VERDICTS = ['ACCEPTED', 'SUPPLEMENT', 'RETURNED'] as const

const documents = listOfUnique(object({ docNo: text(), digest: text() }), 'docNo')

/** Electronic case file against its manifest. The timers of custody run on whatever the answer is. */
export const checkPackage = defineFunction({
  name: 'criminalFile.checkPackage',
  question: { zh: '电子卷宗可以接收吗？', en: 'May an electronic case-file package be accepted?' },
  rules: ['T19-12', 'R19-45', 'S19B', 'S2.11'],
  parameters: ['PA-R19-45.supply'],
  reasons: ['DOCUMENT_MISSING R19-45', 'SIGNATURE_INVALID S2.11', 'UNEXPECTED_DOCUMENT S19B', 'DIGEST_MISMATCH T19-12'],
  errors: [],
  decisiveDate: null,
  input: object({ manifest: documents, received: documents, signatureValid: boolean() }),
  output: judged(VERDICTS, {
    mismatched: list(text()),
    missing: list(text()),
    unexpected: list(text()),
    supplyDays: nullable(integer()),
    custodyTimersContinue: boolean(),
  }),
  evaluate({ manifest, received, signatureValid }, law) {
    const listed = new Set(manifest.map(({ docNo }) => docNo))
    const digests = new Map(received.map(({ docNo, digest }) => [docNo, digest]))
    const numbersOf = (some: readonly { readonly docNo: string }[]): string[] => some.map(({ docNo }) => docNo)
    const missing = numbersOf(manifest.filter(({ docNo }) => !digests.has(docNo)))
    const mismatched = numbersOf(
      manifest.filter(({ docNo, digest }) => digests.has(docNo) && digests.get(docNo) !== digest),
    )
    const unexpected = numbersOf(received.filter(({ docNo }) => !listed.has(docNo)))
    const grounds: Ground<'SUPPLEMENT' | 'RETURNED'>[] = []
    if (mismatched.length > 0) grounds.push({ verdict: 'RETURNED', code: 'DIGEST_MISMATCH', rule: 'T19-12' })
    if (unexpected.length > 0) grounds.push({ verdict: 'RETURNED', code: 'UNEXPECTED_DOCUMENT', rule: 'S19B' })
    if (!signatureValid) grounds.push({ verdict: 'RETURNED', code: 'SIGNATURE_INVALID', rule: 'S2.11' })
    if (missing.length > 0) grounds.push({ verdict: 'SUPPLEMENT', code: 'DOCUMENT_MISSING', rule: 'R19-45' })
    const judgement = judge(VERDICTS, grounds)
    const supplyDays = judgement.verdict === 'SUPPLEMENT' ? law.count('PA-R19-45.supply', 'day') : null
    return { ...judgement, mismatched, missing, unexpected, supplyDays, custodyTimersContinue: true }
  },
})
