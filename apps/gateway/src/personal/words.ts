import type { Bilingual } from '@xiezhi/gateway-api'

type Words = Readonly<Record<string, readonly [zh: string, en: string]>>

const KINDS: Words = {
  FINE: ['罚款', 'fine'],
  DETENTION: ['拘留', 'detention'],
  EXIT_RESTRICTION: ['限制出境', 'exit restriction'],
}
const STATES: Words = {
  DECIDED: ['已决定，待送达', 'decided, to be served'],
  SERVED: ['已送达，待执行', 'served, to be carried out'],
  CARRIED_OUT: ['已执行', 'carried out'],
  ENDED: ['期满结束', 'ended after its days'],
  LIFTED: ['已解除', 'lifted'],
  REVOKED: ['经复议撤销', 'revoked by the court above'],
}
const ROLES: Words = {
  DEBTOR: ['被执行人', 'debtor'],
  LEGAL_REPRESENTATIVE: ['法定代表人', 'legal representative'],
  MAIN_RESPONSIBLE: ['主要负责人', 'main responsible person'],
  DIRECTLY_RESPONSIBLE: ['影响债务履行的直接责任人员', 'person directly responsible for the debt'],
  ASSISTING: ['协助执行义务人', 'somebody who has to assist'],
}
const CONDUCTS: Words = {
  NO_PROPERTY_REPORT: ['拒绝报告财产', 'no report of property'],
  FALSE_PROPERTY_REPORT: ['虚假报告财产', 'false report of property'],
  BREACH_OF_CONSUMPTION_LIMITS: ['违反限制消费令', 'breach of a limit of consumption'],
  HIDING_OR_TRANSFER: ['隐藏、转移财产', 'hiding or transfer of property'],
  VIOLENCE_OR_THREAT: ['暴力、威胁妨碍执行', 'violence or threat against enforcement'],
  FORGED_EVIDENCE: ['伪造、毁灭证据', 'forged or destroyed evidence'],
  REFUSAL_TO_PERFORM: ['有能力而拒不履行', 'refusal to perform'],
  REFUSAL_TO_ASSIST: ['拒不协助执行', 'refusal to assist'],
}
const TRANSITIONS: Words = {
  DECIDE: ['作出决定', 'decided'],
  RECORD_SERVICE: ['送达', 'served'],
  CARRY_OUT: ['执行', 'carried out'],
  END: ['期满结束', 'ended after its days'],
  LIFT: ['解除', 'lifted'],
  REVOKE: ['经复议撤销', 'revoked by the court above'],
}
const OUTCOMES: Words = {
  PENDING: ['复议审查中', 'before the court above'],
  UPHELD: ['驳回复议，维持原决定', 'upheld'],
  REVOKED: ['撤销原决定', 'revoked'],
}
const ALARMS: Words = {
  RECONSIDERATION_UNDECIDED: [
    '复议期限届满日已到，尚未决定',
    'the last day for a reconsideration has come, and it is not decided',
  ],
}
const DECISIONS: Words = {
  DECIDE: ['人身措施决定', 'decision on a person'],
  LIFT: ['提前解除决定', 'decision to lift'],
}
const REQUEST_STATES: Words = {
  RECEIVED: ['已收到，待登记', 'received, to be registered'],
  REGISTERED: ['已登记，审查中', 'registered, under review'],
  RETURNED: ['已退回', 'returned'],
  ENDED: ['已办结', 'ended'],
}
const TABLES = {
  kind: KINDS,
  state: STATES,
  role: ROLES,
  conduct: CONDUCTS,
  transition: TRANSITIONS,
  outcome: OUTCOMES,
  alarm: ALARMS,
  decision: DECISIONS,
  requestState: REQUEST_STATES,
} as const

/** Words of a code of a measure against a person; the code itself where there are none. */
export function personalWords(table: keyof typeof TABLES, code: string): Bilingual {
  const [zh, en] = TABLES[table][code] ?? [code, code]
  return { zh, en }
}

const RECONSIDERATION: Bilingual = {
  zh: '对罚款、拘留决定不服的，可自收到决定书之日起在法定期限内向上一级人民法院申请复议一次，复议期间不停止执行（民诉法第一百一十九条）',
  en: 'Against a fine or a detention, reconsideration by the court above is asked for once, in the days of the law after service; the measure goes on meanwhile',
}
const REMEDIES: Readonly<Record<string, readonly Bilingual[]>> = {
  FINE: [RECONSIDERATION],
  DETENTION: [
    RECONSIDERATION,
    {
      zh: '被拘留人承认并改正错误的，法院可以决定提前解除拘留（民诉法第一百一十八条）',
      en: 'Whoever admits and corrects the wrong may be released early by the court',
    },
  ],
  EXIT_RESTRICTION: [
    {
      zh: '履行义务、提供充分有效担保或者申请执行人同意的，法院应当解除限制出境；可向作出决定的法院书面申请（执行程序解释第二十五条）',
      en: 'On performance, sufficient security or consent of the applicant the court lifts the restriction; ask the court that decided in writing',
    },
  ],
}

/** What the law says of remedies against a kind. */
export function remediesOf(kind: string): Bilingual[] {
  return (REMEDIES[kind] ?? []).map((one) => ({ ...one }))
}
