import type { ParameterTuple } from '../../law-book/parameter-table.ts'

/** Numbers of rules for which the rulebook states no parameter. */
// prettier-ignore
export const addedRows: readonly ParameterTuple[] = [
  ['PX-R18-03.relapseMin', 3, 'month', null, null, '律师法51', 'L', null, 'suspension after a repeated warning, art 51: at least'],
  ['PX-R18-03.relapseMax', 12, 'month', null, null, '律师法51', 'L', null, 'suspension after a repeated warning, art 51: at most'],
  ['PX-R18-18.defender', 3, 'day', null, null, '刑诉解释52', 'L', true, 'defender files papers after the instruction'],
  ['PX-S18.4.objection', 20, 'workday', null, null, 'rulebook 18.4; 行政许可法42、82（类推）', 'D', null, "objection to a lawyer's record: decided"],
  ['PX-X-53.annex', 90, 'day', null, null, 'rulebook X-53', 'D', null, 'annex of a verification: kept after the case has closed'],
  ['PX-X-53.name', 3, 'year', null, null, 'rulebook X-53; 个保法19', 'D', null, "lawyer's name in the register: kept after the licence has ended"],
  ['PX-X-53.grounds', 6, 'month', null, null, 'rulebook X-53; 个保法19; 行政诉讼法46（类推）', 'D', null, 'grounds of an objection: kept after it was decided'],
  ['PX-X-53.formerStaff', 3, 'year', null, null, 'rulebook X-53; 个保法19', 'D', null, 'name of a former judge or procurator: kept after leaving'],
  ['PX-X-53.unlock', 3, 'year', null, null, 'rulebook X-53, S-8', 'D', null, 'grounds for unlocking an account: kept after it was unlocked'],
  ['PX-X-53.auditPackage', 3, 'year', null, null, 'rulebook X-53, S-8; 个保法56', 'D', null, 'packed log of a locked account: kept after it was unlocked'],
  ['PX-X-56', 3, 'year', null, null, '个保法56', 'L', null, 'processing records and reports of impact assessments: kept at least'],
  ['PX-X-57', 3, 'year', null, null, '网络数据条例12', 'L', null, 'records of personal data provided to others: kept at least'],
  ['PX-R18-24.annex', 24, 'hour', null, null, 'rulebook R18-24', 'D', null, 'annex not retrieved by then counts as not retrievable'],
  ['PX-R20-51.ratification', 48, 'hour', null, null, 'rulebook R20-51', 'D', null, 'emergency order of one judge: ratified by a second person within'],
  ['PX-T26-5.window', 1, 'hour', null, null, 'rulebook T26-5, S-8', 'D', null, 'look-ups of one person are counted over'],
  ['PX-T26-5.withoutCase', 20, 'look-up', null, null, 'rulebook T26-5, S-8', 'D', null, 'look-ups of one person without a case, or for a case of others, in the window: at most'],
  ['PX-T26-5.questionsWithoutCase', 20, 'question', null, null, 'rulebook T26-5, S-8', 'D', null, 'questions of one organisation without a case in a day: at most'],
  ['PX-T26-5.CASE_WORK', 200, 'look-up', null, null, 'rulebook T26-5, S-8', 'D', null, 'look-ups of one person for work on cases in the window: at most'],
  ['PX-T26-5.AGENT_VERIFICATION', 100, 'look-up', null, null, 'rulebook T26-5, S-8', 'D', null, 'look-ups of one person to verify agents in the window: at most'],
  ['PX-T26-5.EVIDENCE', 200, 'look-up', null, null, 'rulebook T26-5, S-8', 'D', null, 'look-ups of one person for evidence in the window: at most'],
  ['PX-T26-5.PERSONNEL', 100, 'look-up', null, null, 'rulebook T26-5, S-8', 'D', null, 'look-ups of one person for personnel work in the window: at most'],
  ['PX-T26-5.ALARM_WORK', 200, 'look-up', null, null, 'rulebook T26-5, S-8', 'D', null, 'look-ups of one person for work on alarms in the window: at most'],
  ['PX-T26-5.SUPERVISION', 200, 'look-up', null, null, 'rulebook T26-5, S-8', 'D', null, 'look-ups of one person for supervision in the window: at most'],
  ['PX-T26-5.OWN_DATA', 200, 'look-up', null, null, 'rulebook T26-5, S-8', 'D', null, 'look-ups of one person in the own data in the window: at most'],
  ['PX-T26-5.AUDIT', 200, 'look-up', null, null, 'rulebook T26-5, S-8', 'D', null, 'look-ups of one person for an audit in the window: at most'],
  ['PX-T26-5.alarmDue', 24, 'hour', null, null, 'rulebook T26-5, S-8', 'D', null, 'alarm of a locked account: to be dealt with by'],
]
