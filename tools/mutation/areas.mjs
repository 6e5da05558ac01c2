/**
 * What is changed for an area of the law library, and which tests must notice it: the golden and derived cases of the area
 * and of others that rest on it, its reference page, and these unit and property tests. Paths are relative to
 * `packages/law/src`.
 *
 * @type {Record<string, { mutate: readonly string[], cases?: readonly string[], tests: readonly string[] }>}
 */
export const mutatedAreas = {
  calendar: {
    mutate: ['calendar', 'period', 'law-book/calendar-table.ts', 'time/civil-date.ts'],
    cases: ['credit', 'sanctionList', 'lawyer', 'enforcement', 'commutation', 'criminalFile'],
    tests: [
      'calendar/calendar.test.ts',
      'period/period.test.ts',
      'law-book/law-book.test.ts',
      'time/civil-date.test.ts',
    ],
  },
  interest: { mutate: ['interest'], tests: ['interest/interest.test.ts'] },
  distribution: { mutate: ['distribution'], tests: ['distribution/distribution.test.ts'] },
  bankruptcy: { mutate: ['bankruptcy'], tests: ['bankruptcy/bankruptcy.test.ts'] },
}
