import type { Bilingual } from '@xiezhi/gateway-api'
import type { AlarmEnd, InstitutionAlarmCode } from '../institution/institution-alarms.ts'

/** Alarms of the gateway of institutions. */
export const INSTITUTION_ALARM_WORDS: Readonly<Record<InstitutionAlarmCode, readonly [zh: string, en: string]>> = {
  REQUEST_NO_DIFFERS: ['反馈的请求单号不一致', 'the answer names another request'],
  PART_MISSING: ['反馈缺少应有部分', 'a part of the answer is missing'],
  PART_NOT_ASKED: ['反馈含有未请求的部分', 'the answer has a part that was not asked for'],
  ITEM_MISSING: ['反馈缺少明细', 'an item of the answer is missing'],
  ITEM_REPEATED: ['反馈明细重复', 'an item of the answer is there twice'],
  ITEM_NOT_ASKED: ['反馈含有未请求的明细', 'the answer has an item that was not asked for'],
  OVER_CONTROLLED: ['控制金额超过限额', 'more is under control than was ordered'],
  OVER_DEDUCTED: ['划拨金额超过限额', 'more was deducted than was ordered'],
  TERM_DIFFERS: ['措施期限与指令不一致', 'the term is not the one ordered'],
  LIMIT_DIFFERS: ['冻结限额与指令不一致', 'the limit is not the one ordered'],
  CURRENCY_DIFFERS: ['币种与指令不一致', 'the currency is not the one ordered'],
  AVAILABLE_ABOVE_BALANCE: ['可用余额大于余额', 'more is available than there is'],
  AMOUNT_NOT_TOLD: ['未反馈实际控制金额', 'what is under control is not told'],
  REASON_MISSING: ['未说明不能控制的原因', 'no reason why nothing is under control'],
  REASON_NOT_ALLOWED: ['已控制却附有未能控制原因', 'under control, and a reason why not'],
  REASON_TEXT_MISSING: ['未说明其他原因', 'another reason, and no words for it'],
  ANSWER_MALFORMED: ['核心系统的反馈无法识别', 'the answer of the core system cannot be read'],
  ANSWER_CONTRADICTS: ['核心系统前后反馈不一致', 'the core system now says another thing'],
  ANSWER_UNASKED: ['收到未请求的反馈', 'an answer that nobody asked for'],
  REQUEST_DIFFERS: ['附件与所签指令不一致', 'the annex is not what was signed'],
  ANNEX_MALFORMED: ['附件内容无法识别', 'the annex cannot be read'],
  ANNEX_DIGEST: [
    '附件与账本上的摘要不一致，未予采用',
    'an annex that is not what the ledger committed to; it was not taken',
  ],
  ANNEX_UNREADABLE: ['附件无法解密', 'the annex could not be decrypted'],
  LEDGER_REFUSED: ['账本未接受办理结果', 'the ledger does not take what was done'],
  BOOKED_AND_ENDED: ['核心系统已登记而指令已终止', 'booked by the core system, and the order has ended'],
  ANSWER_UNUSABLE: ['核心系统的反馈不足以登记', 'the answer of the core system does not say enough'],
  CLOCK_BEHIND: ['核心系统时钟落后：登记时间早于指令到达', 'the clock of the core system is behind'],
  STEP_FAILED: ['办理步骤未成功，正在重试', 'a step has failed and is tried again'],
  ORDER_OVERDUE: ['协助指令逾期未答复', 'an order was not answered by its deadline'],
  RECONCILIATION_MISSING: [
    '对账：账本有而核心系统没有的措施',
    'reconciliation: on the ledger, and not in the core system',
  ],
  RECONCILIATION_ORPHAN: [
    '对账：核心系统有而账本没有的措施',
    'reconciliation: in the core system, and not on the ledger',
  ],
  RECONCILIATION_DIFFERENT: ['对账：两边内容不一致', 'reconciliation: the two sides differ'],
  CREDIT_ANNEX_MISSING: ['名单条目的当事人附件未收到', 'who an entry is about has not come'],
  CREDIT_PLATFORM_AWAY: ['本单位信用平台无应答', 'the own credit platform does not answer'],
  CREDIT_RECORD_REFUSED: ['本单位信用平台不接受该条目', 'the own credit platform does not take the record'],
  CREDIT_PLATFORM_CONTRADICTS: [
    '本单位信用平台答复与实际不符',
    'the own credit platform says one thing and holds another',
  ],
  CREDIT_LEDGER_REFUSED: ['账本未接受回执', 'the ledger does not take the receipt'],
  CREDIT_MISSING: ['对账：应展示而平台没有的条目', 'comparison: to be shown, and not on the platform'],
  CREDIT_SURPLUS: ['对账：平台仍有不应展示的条目', 'comparison: on the platform, and not to be shown'],
  CREDIT_OLD: ['对账：平台展示的是旧版本', 'comparison: the platform shows an earlier revision'],
  CREDIT_SET_REFUSED: ['账本未接受月度集合陈述', 'the ledger does not take a statement of the monthly set'],
}

/** Why an alarm has ended. */
export const ALARM_END_WORDS: Readonly<Record<AlarmEnd, readonly [zh: string, en: string]>> = {
  ORDER_ANSWERED: ['指令已答复', 'the order has been answered'],
  ANNEX_TAKEN: ['附件已收到并与摘要一致', 'the annex has come and is what the ledger committed to'],
  ANSWER_AGREES: ['核心系统再次反馈与原反馈一致', 'the core system says again what it said first'],
  RECONCILED: ['对账已一致', 'the comparison finds no difference any more'],
  MEASURE_ENDED: ['措施已终止', 'the measure has ended'],
  CLOCK_RIGHT: ['核心系统时钟已恢复正常', 'the clock of the core system is right again'],
  ANSWER_COMPLETE: ['核心系统已补正反馈', 'the core system has completed its answer'],
  ASKED_AGAIN: ['法院再次查询，已完整反馈', 'the court asked again, and that was answered in full'],
  ENDED_BY_OFFICER: ['经办人终结（附理由）', 'ended by an officer, with reasons'],
}

/** Where the adapter is with a request. */
const STEPS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  none: ['尚未送核心系统', 'not sent to the core system yet'],
  prepared: ['待送核心系统', 'to be sent to the core system'],
  sent: ['正在送核心系统', 'on its way to the core system'],
  carried: ['已随文件送出', 'sent in a file'],
  unknown: ['结果未知，正在查询', 'outcome unknown: being asked for'],
  registered: ['核心系统已登记，待办理', 'taken on by the core system'],
  answered: ['核心系统已反馈', 'answered by the core system'],
  refused: ['核心系统拒绝', 'refused by the core system'],
}

export function adapterStepWords(step: string): Bilingual {
  const [zh, en] = STEPS[step] ?? [step, step]
  return { zh, en }
}

const HISTORY: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  REGISTERED: ['登记', 'registered'],
  PROMOTED: ['轮候转为生效', 'promoted: in effect'],
  DEMOTED: ['在先登记出现，转为轮候', 'an earlier registration became known: waiting'],
  EXPIRED: ['期满失效', 'expired'],
  RENEWED: ['续行', 'renewed'],
  REDUCED: ['减少控制额', 'reduced'],
  RELEASED: ['解除', 'released'],
  SUSPENDED: ['中止', 'suspended'],
  RESUMED: ['恢复', 'resumed'],
  CONVERTED: ['转为处分', 'converted to disposal'],
  DEDUCTION_BEGUN: ['开始划拨', 'deduction begun'],
  DEDUCTED: ['已划拨', 'deducted'],
  DISPOSED: ['已处分', 'disposed of'],
  SURPLUS_CLAIM: ['对剩余款项主张', 'claim to the surplus'],
  TRANSFERRED: ['移送处置权', 'right of disposal passed on'],
  DISPOSAL_RECEIVED: ['取得处置权', 'right of disposal received'],
}

export function historyWords(kind: string): Bilingual {
  const [zh, en] = HISTORY[kind] ?? [kind, kind]
  return { zh, en }
}
