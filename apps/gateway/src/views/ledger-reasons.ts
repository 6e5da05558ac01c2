import { CODE_LISTS } from '@xiezhi/control-interface'
import type { Bilingual } from '@xiezhi/gateway-api'

type Words = Readonly<Record<string, readonly [zh: string, en: string]>>

/** Reasons that modules of the ledger give by themselves: no function of the law gives them. */
const OF_MODULES: Words = {
  PERFORMED: ['被执行人已履行完毕', 'the debtor has performed in full'],
  TERMINATED: ['执行已终结', 'the enforcement has ended'],
  BANKRUPTCY: ['法院已受理被执行人破产申请', 'a court has accepted the bankruptcy of the debtor'],
  LIMITATION_OVER: ['申请执行时效已过，异议成立', 'the term for applying is over, and the debtor objected'],
  THIRD_PARTY_RIGHT: ['案外人对财产的权利成立', 'a third party has the right to the thing'],
  EXPIRY_NEAR: ['措施期限将届满', 'the term of the measure is about to end'],
  OVER_CONTROL: ['控制额超过应执行数额', 'more is controlled than is owed'],
  PAST_ACTS_BARRED: ['代理行为发生在受限期间', 'acts of the agent fall into a barred period'],
  FORMER_STAFF_MATCH: ['代理人为本院离任人员', 'the agent is a former member of this court'],
  STAFF_RELATIVE_MATCH: ['代理人与本院人员有亲属关系', 'the agent is a relative of serving staff'],
  NOT_VERIFIED: ['代理人未经核验', 'the agent has not been verified'],
  BLOCK: ['核验结论：不得代理', 'the verdict: may not act'],
  WARN: ['核验结论：有提示', 'the verdict: may act, with a warning'],
}

/** Of the order worker, where the core system gives no reason of the interface. */
const OF_WORKERS: Words = {
  INSTITUTION_FAILED: ['协助单位系统未能办理', 'the system of the institution could not carry it out'],
  INSTITUTION_REFUSED: ['协助单位系统拒绝办理', 'the system of the institution refuses it'],
  ANNEX_MISSING: ['未收到附件', 'the annex has not come'],
  ANNEX_MALFORMED: ['附件内容无法识别', 'the annex cannot be read'],
  REQUEST_MISSING: ['附件中没有请求', 'the annex holds no request'],
  REQUEST_MALFORMED: ['请求内容不完整', 'the request is not well formed'],
  REQUEST_NO_DIFFERS: ['请求单号与指令不一致', 'the request has another number than the order'],
  INSTITUTION_DIFFERS: ['请求发往其他单位', 'the request is to another institution'],
  NATURE_DIFFERS: ['请求性质与指令不一致', 'the request is of another nature than the order'],
  ITEMS_DIFFER: ['请求明细与指令不一致', 'the items are not those of the order'],
  ACTION_DIFFERS: ['请求措施与指令不一致', 'the measure is not the one of the order'],
  ASSET_DIFFERS: ['财产与指令不一致', 'the asset is not the one of the order'],
  LIMIT_DIFFERS: ['限额与指令不一致', 'the limit is not the one of the order'],
  CURRENCY_DIFFERS: ['币种与指令不一致', 'the currency is not the one of the order'],
  TERM_DIFFERS: ['期限与指令不一致', 'the term is not the one of the order'],
  MEASURE_DIFFERS: ['所指措施与指令不一致', 'it names another measure than the order'],
  SUBJECT_DIFFERS: ['被执行人与指令不一致', 'the subject is not the one of the order'],
}

/** Reasons of institutions, as the code lists of the control interface name them. */
const OF_LISTS: Words = Object.fromEntries(
  CODE_LISTS.filter(({ name }) => name === 'wnkzyy' || name === 'cxjg').flatMap(({ entries }) =>
    entries.map(({ id, zh, en }) => [id, [zh, en] as const]),
  ),
)

/** What a reason that the law has no text for says; undefined: nobody knows the code. */
export function ledgerReason(code: string): Bilingual | undefined {
  const found = OF_MODULES[code] ?? OF_WORKERS[code] ?? OF_LISTS[code]
  return found === undefined ? undefined : { zh: found[0], en: found[1] }
}
