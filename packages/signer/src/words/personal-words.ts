import type { Words } from './bilingual.ts'

/** What messages about fines, detention and exit restriction do. */
export const PERSONAL_TITLES: Readonly<Record<string, Words>> = {
  'personal/Decide': ['决定罚款、拘留或限制出境', 'Decide on a fine, a detention or an exit restriction'],
  'personal/RecordService': ['登记罚款、拘留或限制出境决定书送达', 'Record that a decision on a person was served'],
  'personal/CarryOut': ['登记罚款缴纳、拘留开始或边控通知', 'Record that a decision on a person was carried out'],
  'personal/Lift': ['提前解除拘留或限制出境', 'Lift a detention or an exit restriction'],
  'personal/Reconsider': ['登记对罚款、拘留的复议申请', 'Record a request to reconsider a fine or detention'],
  'personal/DecideReconsideration': ['对罚款、拘留的复议作出决定', 'Decide the reconsideration of a fine or detention'],
}

/** Fields of these messages. */
export const PERSONAL_FIELDS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  conduct: ['被处罚的行为', 'conduct'],
  days: ['天数', 'days'],
  isRevoked: ['是否撤销', 'revoked'],
  subjectRole: ['对象身份', 'role of the person'],
}

/** Codes of these messages. */
export const PERSONAL_VALUES: Readonly<Record<string, Words>> = {
  DETENTION: ['拘留', 'detention'],
  EXIT_RESTRICTION: ['限制出境', 'exit restriction'],
  ASSISTING: ['协助执行义务人', 'who has to assist'],
  NO_PROPERTY_REPORT: ['拒不报告财产', 'no report of property'],
  FALSE_PROPERTY_REPORT: ['虚假报告财产', 'false report of property'],
  BREACH_OF_CONSUMPTION_LIMITS: ['违反限制消费令', 'breach of limits of consumption'],
  HIDING_OR_TRANSFER: ['隐匿、转移财产', 'hiding or transfer of property'],
  VIOLENCE_OR_THREAT: ['暴力、威胁', 'violence or threat'],
  FORGED_EVIDENCE: ['伪造证据', 'forged evidence'],
  REFUSAL_TO_PERFORM: ['有能力拒不履行', 'able but refuses to perform'],
  REFUSAL_TO_ASSIST: ['拒不协助执行', 'refusal to assist'],
  ADMITTED_AND_CORRECTED: ['承认并改正错误', 'admitted and corrected'],
}
