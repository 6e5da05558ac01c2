import { LawError } from '../law-error.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { boolean, enumeration, nullable, object, text } from '../schema/schema.ts'

const VERDICTS = ['VALID', 'INVALID'] as const
const OWNERSHIPS = ['STATE', 'COLLECTIVE', 'UNDETERMINED'] as const
const FIXTURES = ['BUILDING', 'FOREST', 'OTHER', 'NONE'] as const
const rule = 'S22.3'

const SHAPE = /^(\d{6})(\d{3})(\d{3})([A-Z]{2})(\d{5})([A-Z])(\d{8})$/
const NO_UNIT = '00000000'
const USE_LETTERS = 'ABSXCDEFHGWY'

const OWNERSHIP_OF_LETTER: ReadonlyMap<string, (typeof OWNERSHIPS)[number]> = new Map([
  ['G', 'STATE'],
  ['J', 'COLLECTIVE'],
  ['Z', 'UNDETERMINED'],
])
const FIXTURE_OF_LETTER: ReadonlyMap<string, (typeof FIXTURES)[number]> = new Map([
  ['F', 'BUILDING'],
  ['L', 'FOREST'],
  ['Q', 'OTHER'],
  ['W', 'NONE'],
])

/** GB/T 37346, 28 characters without a check digit: existence is for the register. */
export const checkUnitCode = defineFunction({
  name: 'property.checkUnitCode',
  question: { zh: '这个不动产单元代码的编排是否正确？', en: 'Is the real-estate unit code well formed?' },
  rules: ['S22.3'],
  parameters: [],
  reasons: ['PARCEL_FEATURE_UNKNOWN S22.3', 'FIXTURE_FEATURE_UNKNOWN S22.3', 'UNIT_NO_MUST_BE_ZERO S22.3'],
  errors: ['FORMAT_UNIT_CODE'],
  decisiveDate: null,
  input: object({ code: text() }),
  output: judged(VERDICTS, {
    parts: object({
      division: text(),
      cadastralZone: text(),
      cadastralSubzone: text(),
      parcelFeature: text(),
      parcelSeq: text(),
      fixtureFeature: text(),
      unitNo: text(),
    }),
    ownership: nullable(enumeration(OWNERSHIPS)),
    fixture: nullable(enumeration(FIXTURES)),
    landOnly: boolean(),
  }),
  evaluate({ code }) {
    const match = SHAPE.exec(code)
    if (match === null) {
      throw new LawError('FORMAT_UNIT_CODE', '/code', { expected: '28 characters', seen: code.length })
    }
    const [, division = '', cadastralZone = '', cadastralSubzone = '', ...rest] = match
    const [parcelFeature = '', parcelSeq = '', fixtureFeature = '', unitNo = ''] = rest
    const ownership = OWNERSHIP_OF_LETTER.get(parcelFeature.charAt(0)) ?? null
    const fixture = FIXTURE_OF_LETTER.get(fixtureFeature) ?? null
    const grounds: Ground<'INVALID'>[] = []
    const fault = (found: boolean, reason: string): void => {
      if (found) grounds.push({ verdict: 'INVALID', code: reason, rule })
    }
    fault(ownership === null || !USE_LETTERS.includes(parcelFeature.charAt(1)), 'PARCEL_FEATURE_UNKNOWN')
    fault(fixture === null, 'FIXTURE_FEATURE_UNKNOWN')
    fault(fixture === 'NONE' && unitNo !== NO_UNIT, 'UNIT_NO_MUST_BE_ZERO')
    return {
      ...judge(VERDICTS, grounds),
      parts: { division, cadastralZone, cadastralSubzone, parcelFeature, parcelSeq, fixtureFeature, unitNo },
      ownership,
      fixture,
      landOnly: fixture === 'NONE',
    }
  },
})
