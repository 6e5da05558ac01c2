import type { Bilingual } from '@xiezhi/gateway-api'

type Words = Readonly<Record<string, readonly [zh: string, en: string]>>

const STATES: Words = {
  HELD: ['有效', 'stands'],
  SUSPENDED: ['暂停', 'lifted for a while'],
  WITHDRAWN: ['已撤回，应予删除', 'withdrawn: to be deleted'],
}
const STEPS: Words = {
  NONE: ['尚未处理', 'nothing was done yet'],
  WAITING_ANNEX: ['等待当事人附件', 'waiting for who the person is'],
  WAITING_PERSON: ['待人工处理', 'waiting for a person'],
  SENDING: ['正在送平台', 'on its way to the platform'],
  UNKNOWN: ['平台结果未知，正在查询', 'outcome unknown: being asked for'],
  SHOWN: ['平台已展示，待回执', 'shown, the receipt is to be given'],
  DELETED: ['平台已删除，待回执', 'deleted, the receipt is to be given'],
  REFUSED: ['平台不接受', 'refused by the platform'],
  CONFIRMED: ['已回执', 'the receipt was given'],
}
const DIFFERENCES: Words = {
  MISSING: ['应展示而平台没有', 'to be shown, and not there'],
  SURPLUS: ['平台仍有不应展示的', 'there, and not to be shown'],
  OLD: ['平台展示旧版本', 'shown as it was before'],
}
/** Why an entry may not be used now. */
const NOT_USABLE: Words = {
  WITHDRAWN: ['条目已撤回，不得使用', 'withdrawn: not to be used'],
  SUSPENDED: ['条目暂停，不得使用', 'lifted for a while: not to be used'],
  EXPIRED: ['条目无期限或已过期，不得使用', 'without a term, or over: not to be used'],
  OBJECTED: ['身份或删除存在异议，不得新增使用', 'identity or deletion is contested: not to be used'],
}

const TABLES = { state: STATES, step: STEPS, difference: DIFFERENCES, notUsable: NOT_USABLE } as const

export function heldWords(table: keyof typeof TABLES, code: string): Bilingual {
  const [zh, en] = TABLES[table][code] ?? [code, code]
  return { zh, en }
}
