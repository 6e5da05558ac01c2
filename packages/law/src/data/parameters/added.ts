import type { ParameterTuple } from '../../law-book/parameter-table.ts'

/** Numbers of rules for which the rulebook states no parameter. */
// prettier-ignore
export const addedRows: readonly ParameterTuple[] = [
  ['PX-R18-03.relapseMin', 3, 'month', null, null, '律师法51', 'L', null, 'suspension after a repeated warning, art 51: at least'],
  ['PX-R18-03.relapseMax', 12, 'month', null, null, '律师法51', 'L', null, 'suspension after a repeated warning, art 51: at most'],
  ['PX-R18-18.defender', 3, 'day', null, null, '刑诉解释52', 'L', true, 'defender files papers after the instruction'],
  ['PX-X-53.annex', 90, 'day', null, null, 'rulebook X-53', 'D', null, 'annex of a verification: kept after the case has closed'],
  ['PX-X-56', 3, 'year', null, null, '个保法56', 'L', null, 'processing records and reports of impact assessments: kept at least'],
  ['PX-X-57', 3, 'year', null, null, '网络数据条例12', 'L', null, 'records of personal data provided to others: kept at least'],
  ['PX-R18-24.annex', 24, 'hour', null, null, 'rulebook R18-24', 'D', null, 'annex not retrieved by then counts as not retrievable'],
]
