import { nodeCrypto } from '@xiezhi/crypto/node'
import { describe, expect, test } from 'vitest'
import type { Json } from '@xiezhi/codec'
import { creditAnnexReference, creditSubject, decodeCreditAnnex, encodeCreditAnnex } from './annex.ts'
import { CreditInterfaceError } from './credit-interface-error.ts'
import { PERSON, UNIT } from './testing/samples.ts'

describe('the annex of an entry', () => {
  test.each([PERSON, UNIT, { ...PERSON, fields: null }])('comes back as it was written', (annex) => {
    expect(decodeCreditAnnex(encodeCreditAnnex(annex))).toEqual(annex)
  })

  test('its digest is the commitment, and changes with person, salt, entry and what is told', () => {
    const subject = creditSubject(nodeCrypto, PERSON)
    expect(subject).toMatch(/^sha256:[0-9a-f]{64}$/)
    const others = [
      { ...PERSON, salt: '6b'.repeat(16) },
      { ...PERSON, entryId: 'b2'.repeat(16) },
      { ...PERSON, person: { ...PERSON.person, name: '赵样品' } },
      { ...PERSON, fields: null },
    ].map((annex) => creditSubject(nodeCrypto, annex))
    expect(new Set([subject, ...others]).size).toBe(5)
  })

  test('travels under its entry and its digest, and says neither person nor number there', () => {
    const subject = `sha256:${'cd'.repeat(32)}`
    expect(creditAnnexReference(PERSON.entryId, subject)).toBe(`${PERSON.entryId}-${'cd'.repeat(8)}`)
  })

  test.each<[string, (annex: Record<string, Json>) => void]>([
    ['another format', (annex) => (annex['format'] = 'xiezhi/credit-annex/v2')],
    ['a field that is not known', (annex) => (annex['address'] = '示例路1号')],
    ['no salt', (annex) => delete annex['salt']],
    ['a short salt', (annex) => (annex['salt'] = '5a'.repeat(15))],
    ['a person without a number', (annex) => (annex['person'] = { certificateType: 'RESIDENT_ID', name: '赵样本' })],
  ])('%s is refused, and the refusal says nothing of the person', (_, change) => {
    const document = structuredClone(encodeCreditAnnex(PERSON)) as Record<string, Json>
    change(document)
    const refusal = refusalOf(() => decodeCreditAnnex(document))
    expect(refusal.code).toBe('ANNEX_MALFORMED')
    expect(refusal.message).not.toMatch(/赵样本|示例路|999999/)
  })
})

function refusalOf(run: () => unknown): CreditInterfaceError {
  try {
    run()
  } catch (error) {
    if (error instanceof CreditInterfaceError) return error
    throw error
  }
  throw new Error('was not refused')
}
