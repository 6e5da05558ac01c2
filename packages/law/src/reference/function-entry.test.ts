import { describe, expect, test } from 'vitest'
import { listFunctions, showFunction } from './function-entry.ts'

describe('listFunctions', () => {
  const names = listFunctions().map(({ name, origin }) => `${origin} ${name}`)

  test('names each function once, those of the catalogue first and in its order', () => {
    expect(new Set(names).size).toBe(names.length)
    expect(names.slice(0, 8)).toEqual([
      'CATALOGUE calendar.dayKind',
      'CATALOGUE calendar.periodEnd',
      'CATALOGUE calendar.addWorkingDays',
      'CATALOGUE calendar.sentenceEnd',
      'CATALOGUE calendar.statutoryDeadline',
      'CATALOGUE calendar.timeliness',
      'CATALOGUE caseNumber.parse',
      'CATALOGUE caseNumber.register',
    ])
  })

  test('names ours last', () => {
    expect(names.slice(names.findIndex((name) => name.startsWith('OWN')))).toEqual([
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
