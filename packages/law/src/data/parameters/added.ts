import type { ParameterTuple } from '../../law-book/parameter-table.ts'

/** Numbers of rules for which the rulebook states no parameter. */
// prettier-ignore
export const addedRows: readonly ParameterTuple[] = [
  ['PX-R18-03.relapseMin', 3, 'month', null, null, '律师法51', 'L', null, 'suspension after a repeated warning, art 51: at least'],
  ['PX-R18-03.relapseMax', 12, 'month', null, null, '律师法51', 'L', null, 'suspension after a repeated warning, art 51: at most'],
  ['PX-R18-18.defender', 3, 'day', null, null, '刑诉解释52', 'L', true, 'defender files papers after the instruction'],
]
