import type { ParameterTuple } from '../../law-book/parameter-table.ts'

// One row a line, so that a change of the law is one line of a diff.
// prettier-ignore
export const timeAndLawyersRows: readonly ParameterTuple[] = [
  ['P-T-01', 'START_DAY_NOT_COUNTED', 'rule', null, null, '民诉法85/刑诉法105/民法典201', 'L', null, 'start day not counted'],
  ['P-T-02', 'ROLL_TO_NEXT_WORKING_DAY', 'rule', null, null, '民诉法85/刑诉法105', 'L', null, 'holiday roll; custody, sentence and seal terms do not roll'],
  ['P-T-03', 15, 'day', null, null, '民诉法171', 'L', true, 'appeal against civil judgment'],
  ['P-T-04', 10, 'day', null, null, '民诉法171', 'L', true, 'appeal against civil ruling'],
  ['P-T-05', 10, 'day', null, null, '刑诉法230', 'L', true, 'appeal against criminal judgment'],
  ['P-T-06', 5, 'day', null, null, '刑诉法230', 'L', true, 'appeal against criminal ruling'],
  ['P-T-07', 15, 'day', null, null, '民诉法128', 'L', true, 'defence after service'],
  ['P-T-08', 30, 'day', null, null, '民诉法205', 'L', true, 'application for judicial confirmation'],
  ['P-18-01', 2, 'year', null, null, '律师法41/法官法36', 'L', false, 'former judge or procurator: ban after leaving'],
  ['P-18-02', 'LIFE', 'duration', null, null, '法官法36', 'L', null, 'former court: ban'],
  ['P-18-03.art47Max', 3, 'month', null, null, '律师法47', 'L', null, 'suspension, art 47: at most'],
  ['P-18-03.art48Min', 3, 'month', null, null, '律师法48', 'L', null, 'suspension, art 48: at least'],
  ['P-18-03.art48Max', 6, 'month', null, null, '律师法48', 'L', null, 'suspension, art 48: at most'],
  ['P-18-03.art49Min', 6, 'month', null, null, '律师法49', 'L', null, 'suspension, art 49: at least'],
  ['P-18-03.art49Max', 12, 'month', null, null, '律师法49', 'L', null, 'suspension, art 49: at most'],
  ['P-18-04.suspendAgain', 1, 'year', null, null, '律师法51', 'L', null, 'relapse window after a warning'],
  ['P-18-04.revoke', 2, 'year', null, null, '律师法51', 'L', null, 'relapse window after a suspension ends'],
  ['P-18-05', 2, 'person', null, null, '民诉法61/刑诉法33', 'L', null, 'agents per party / defenders per defendant, at most'],
  ['P-18-06.senior', 3, 'year', null, null, '司发通〔2021〕61号', 'W', false, 'leaders and senior judges: post-leave limit'],
  ['P-18-06.other', 2, 'year', null, null, '司发通〔2021〕61号', 'W', false, 'other staff: post-leave limit'],
  ['P-18-07', 24, 'hour', null, null, 'rulebook R18-24', 'D', null, 'verification receipt stays fresh'],
  ['PA-X-08.civil', 10, 'day', null, null, '民诉法86', 'L', true, 'restore a missed period, civil'],
  ['PA-X-08.criminal', 5, 'day', null, null, '刑诉法106', 'L', true, 'restore a missed period, criminal'],
]
