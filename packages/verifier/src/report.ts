import { formatRfc3339, timestampFromMs } from '@xiezhi/comet'
import { reasonText } from '@xiezhi/law'
import type { Check, CheckId, NotCovered, Statement, VerificationResult } from './verdict.ts'

export type Language = 'zh-CN' | 'en'
type Texts<K extends string> = Readonly<Record<K, Readonly<Record<Language, string>>>>

const CHECK_TEXTS: Texts<CheckId> = {
  'bundle-format': { 'zh-CN': '证据包格式', en: 'Format of the evidence bundle' },
  'trust-format': { 'zh-CN': '信任锚文件格式', en: 'Format of the trust file' },
  'anchor-known': { 'zh-CN': '信任锚包含该链', en: 'The trust file names the chain' },
  'light-block': {
    'zh-CN': '区块头由信任锚所列验证人签署',
    en: 'The block header is signed by the validators of the anchor',
  },
  'light-block-used': { 'zh-CN': '每个区块头均支撑一项记录', en: 'Every block header supports a record' },
  'record-set': { 'zh-CN': '记录齐全且无多余', en: 'The records are exactly those of the profile' },
  'record-proof': {
    'zh-CN': '记录存在于该高度的账本状态中',
    en: 'The record stands in the ledger state of that height',
  },
  'record-shape': { 'zh-CN': '记录可读', en: 'The record can be read' },
  'dispatch-identity': { 'zh-CN': '各记录属于同一次核验', en: 'All records belong to one verification' },
  'request-matches-answer': { 'zh-CN': '答复针对所提出的请求', en: 'The answer is to the request that was made' },
  'answer-matches-receipt': {
    'zh-CN': '法院账本的回执与答复一致',
    en: "The receipt on the court's ledger equals the answer",
  },
  'acknowledgement-committed': {
    'zh-CN': '答复已在答复方账本上承诺',
    en: 'The answer is committed on the answering ledger',
  },
  'packet-received': { 'zh-CN': '请求已送达答复方账本', en: 'The request was received by the answering ledger' },
  'summary-matches': { 'zh-CN': '摘要与答复一致', en: 'The summary equals the answer' },
  'answer-before-receipt': { 'zh-CN': '先答复，后收到', en: 'The answer precedes its receipt' },
}

const NOT_COVERED_TEXTS: Texts<NotCovered> = {
  TRUTH_BEFORE_CHAIN: {
    'zh-CN': '本结果仅表明上链后未经篡改（推定，在线诉讼规则第16条），不表明上链前内容真实（第18条）。',
    en: 'The result says that the data were not altered after going on chain (presumption, Online Litigation Rules art. 16), not that they were true before (art. 18).',
  },
  DATE_OF_VERIFICATION: {
    'zh-CN': '按签署之时判断区块头签名；信任锚是否仍然有效由核验人自行确认。',
    en: 'Header signatures are judged as of their time; whether the anchor is still good is for the verifying person to know.',
  },
  PERSON_BEHIND_KEY: { 'zh-CN': '未核验密钥持有人的身份。', en: 'Who held a key was not checked.' },
  CREDIT_REPORT_CONTENT: {
    'zh-CN': '信用报告内容不在证据包内。',
    en: 'The content of a credit report is not in the bundle.',
  },
  ASKER_LEDGER_DETAIL: {
    'zh-CN': '本文件仅披露是否核验、时间与结果，不含请求与理由。',
    en: 'This file discloses that, when and with what result it was verified; request and grounds are withheld.',
  },
  LATER_CHANGES: {
    'zh-CN': '核验之后的状态变化不在本证据包内。',
    en: 'Changes after the verification are not in the bundle.',
  },
}

const RESULT_TEXTS: Texts<VerificationResult['result']> = {
  valid: { 'zh-CN': '有效', en: 'valid' },
  invalid: { 'zh-CN': '无效', en: 'invalid' },
  undecidable: { 'zh-CN': '无法判断', en: 'not decidable' },
}

const VERDICT_TEXTS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  PASS: { 'zh-CN': '可以执业代理', en: 'may act' },
  WARN: { 'zh-CN': '可以执业代理，但有提示', en: 'may act, with a warning' },
  ALERT: { 'zh-CN': '提请法官注意', en: 'for the attention of the judge' },
  PERSON_DECIDES: { 'zh-CN': '须由有权人员决定', en: 'a person with the power must decide' },
  BLOCK: { 'zh-CN': '不得担任代理人或辩护人', en: 'may not act' },
}

/** The report for a judge: one language, plain lines, what was checked against which anchor, and what it does not prove. */
export function reportLines(result: VerificationResult, language: Language): string[] {
  const zh = language === 'zh-CN'
  const lines = [`${zh ? '核验结论' : 'Result'}: ${RESULT_TEXTS[result.result][language]}`]
  if (result.statement !== null) lines.push(...statementLines(result.statement, language))
  for (const { chainId, level, validators, organisations, anchorHeight } of result.assurance) {
    const kind =
      level === 'consensus'
        ? zh
          ? '多机构共识'
          : 'consensus'
        : zh
          ? '单一机构账本，可发现双重签署'
          : 'institution (own ledger, equivocation detected)'
    lines.push(
      zh
        ? `${chainId}：${kind}；验证人 ${validators}，机构 ${organisations}，信任锚高度 ${anchorHeight}`
        : `${chainId}: ${kind}; validators ${validators}, organisations ${organisations}, anchor at height ${anchorHeight}`,
    )
  }
  lines.push(zh ? '核验项目：' : 'Checked:')
  for (const check of result.checks) lines.push(`  ${check.outcome === 'ok' ? '✓' : '✗'} ${checkLine(check, language)}`)
  if (result.notCovered.length > 0) lines.push(zh ? '不在证明范围：' : 'Not proved:')
  for (const item of result.notCovered) lines.push(`  · ${NOT_COVERED_TEXTS[item][language]}`)
  return lines
}

function checkLine({ id, zone, facts }: Check, language: Language): string {
  const detail = Object.entries(facts)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')
  return [CHECK_TEXTS[id][language], zone === null ? '' : `[${zone}]`, detail].filter((part) => part !== '').join(' ')
}

function statementLines(
  { licenceNo, asOf, verdict, refusal, disputed, decidedAtMs, reasons }: Statement,
  language: Language,
): string[] {
  const zh = language === 'zh-CN'
  const meaning =
    verdict === null
      ? zh
        ? `拒绝答复（${refusal ?? ''}）`
        : `refused to answer (${refusal ?? ''})`
      : `${verdict} ${VERDICT_TEXTS[verdict]?.[language] ?? ''}`
  const lines = [
    zh ? `执业证号 ${licenceNo}，基准日 ${asOf}` : `Licence ${licenceNo}, as of ${asOf}`,
    zh ? `结论：${meaning}` : `Verdict: ${meaning}`,
    zh ? `答复时间：${instant(decidedAtMs)}` : `Answered at: ${instant(decidedAtMs)}`,
  ]
  if (disputed) lines.push(zh ? '记录存在异议（DISPUTED）' : 'An objection to the record is open (DISPUTED)')
  for (const { code, rule } of reasons ?? []) lines.push(`  - ${ground(code, rule, language)}`)
  return lines
}

/** Beijing time, which has no summer time. */
function instant(ms: number): string {
  return formatRfc3339(timestampFromMs(ms + BEIJING_OFFSET_MS)).replace('Z', '+08:00')
}

const BEIJING_OFFSET_MS = 8 * 3_600_000

function ground(code: string, rule: string, language: Language): string {
  const known = reasonText({ code, rule })
  const side = language === 'zh-CN' ? 'zh' : 'en'
  return [rule, code, known?.text[side] ?? '', known === null ? '' : known.statute[side]]
    .filter((part) => part !== '')
    .join(' · ')
}
