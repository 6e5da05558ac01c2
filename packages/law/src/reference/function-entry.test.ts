import { describe, expect, test } from 'vitest'
import { listFunctions, showFunction } from './function-entry.ts'

describe('listFunctions', () => {
  test('names the functions of the catalogue in its order, ours last', () => {
    const names = listFunctions().map(({ name, origin }) => `${origin} ${name}`)
    expect(names).toEqual([
      'CATALOGUE calendar.dayKind',
      'CATALOGUE calendar.periodEnd',
      'CATALOGUE calendar.addWorkingDays',
      'CATALOGUE calendar.sentenceEnd',
      'CATALOGUE calendar.statutoryDeadline',
      'CATALOGUE calendar.timeliness',
      'CATALOGUE caseNumber.parse',
      'CATALOGUE caseNumber.register',
      'CATALOGUE court.decode',
      'CATALOGUE identifier.residentId',
      'CATALOGUE identifier.uscc',
      'CATALOGUE lawyer.parseLicence',
      'CATALOGUE lawyer.samePerson',
      'CATALOGUE lawyer.standing',
      'CATALOGUE lawyer.courtTies',
      'CATALOGUE lawyer.representation',
      'CATALOGUE lawyer.powerCheck',
      'CATALOGUE lawyer.assessment',
      'CATALOGUE lawyer.receiptFreshness',
      'OWN admission.bureauFinding',
      'OWN admission.courtFinding',
      'OWN admission.overall',
      'OWN sanction.effect',
      'OWN sanction.publicity',
    ])
  })
})

describe('showFunction', () => {
  test('tells question, rules with statutes, parameters, reasons, refusals and schemas', () => {
    const entry = showFunction('lawyer.courtTies')
    expect(entry).toMatchObject({
      area: 'lawyer',
      origin: 'CATALOGUE',
      decisiveDate: 'actOn',
      errors: ['LIMIT_EXCEEDED'],
    })
    expect(entry.parameters.find((row) => row['key'] === 'P-18-01')).toMatchObject({ value: 2, unit: 'year' })
    expect(entry.rules.map(({ id }) => id)).toEqual(['R18-06', 'R18-07', 'R18-08', 'R18-09', 'R18-10'])
    expect(entry.rules[1]?.statute.zh).toContain('《法官法》第三十六条')
    expect(entry.reasons.find(({ code }) => code === 'RELATIVE_IN_COURT')).toMatchObject({
      rule: 'R18-10',
      zh: '配偶、父母或者子女在审理法院任职。',
    })
    expect(entry.input['required']).toEqual(['actOn', 'poaSignedOn', 'caseCourt', 'exception', 'former', 'relatives'])
  })

  test('refuses a name that no function has', () => {
    expect(() => showFunction('lawyer.height')).toThrow(
      expect.objectContaining({ code: 'FORMAT_ENUM', path: '/function' }) as Error,
    )
  })
})
