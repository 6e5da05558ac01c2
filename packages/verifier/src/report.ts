import { formatRfc3339, timestampFromMs } from '@xiezhi/comet'
import { reasonText } from '@xiezhi/law'
import {
  CHECK_TEXTS,
  FACT_TEXTS,
  NOT_COVERED_TEXTS,
  PROFILE_TEXTS,
  RESULT_TEXTS,
  VERDICT_TEXTS,
} from './report-texts.ts'
import type { Language } from './report-texts.ts'
import type { Check, Statement, Timestamp, VerificationResult, ZoneAssurance } from './verdict.ts'

export { NOT_COVERED_TEXTS, RESULT_TEXTS } from './report-texts.ts'
export type { Language } from './report-texts.ts'

const BEIJING_OFFSET_MS = 8 * 3_600_000

/** The report for a judge: one language, plain lines, what was checked against which anchor, and what it does not prove. */
export function reportLines(result: VerificationResult, language: Language): string[] {
  const say = (zh: string, en: string): string => (language === 'zh-CN' ? zh : en)
  const { profile, trustSource, statement, assurance, timestamps, checks, notCovered } = result
  const lines = [say(`核验结论: ${RESULT_TEXTS[result.result][language]}`, `Result: ${RESULT_TEXTS[result.result].en}`)]
  if (statement === null) lines.push(say('本文件不能证明任何内容。', 'The file proves nothing.'))
  else lines.push(...statementLines(statement, language))
  if (profile !== null) lines.push(`${say('版本：', 'Profile: ')}${PROFILE_TEXTS[profile][language]}`)
  if (trustSource !== null) lines.push(`${say('信任锚来源：', 'Anchors from: ')}${trustSource}`)
  lines.push(...assurance.map((zone) => assuranceLine(zone, language)))
  lines.push(...timestamps.map((stamp) => timestampLine(stamp, language)))
  lines.push(say('核验项目（规范20第1–9项）：', 'Checked (spec 20, items 1 to 9):'))
  for (const check of checks) lines.push(`  ${check.outcome === 'ok' ? '✓' : '✗'} ${checkLine(check, language)}`)
  if (notCovered.length > 0) lines.push(say('不在证明范围：', 'Not proved:'))
  for (const item of notCovered) lines.push(`  · ${NOT_COVERED_TEXTS[item][language]}`)
  return lines
}

/** What the statement of a ledger is worth, in one line. */
export function assuranceLine(
  { chainId, level, validators, organisations, anchorHeight }: ZoneAssurance,
  language: Language,
): string {
  const institution = level === 'institution'
  if (language === 'zh-CN') {
    const kind = institution ? '单一机构账本，可发现双重签署' : '多机构共识'
    return `${chainId}：${kind}；验证人 ${validators}，机构 ${organisations}，信任锚高度 ${anchorHeight}`
  }
  const kind = institution ? 'institution (own ledger, equivocation detected)' : 'consensus'
  return `${chainId}: ${kind}; validators ${validators}, organisations ${organisations}, anchor at height ${anchorHeight}`
}

/** What a third party's time stamp says, in one line. */
export function timestampLine({ authority, genTimeMs, serial }: Timestamp, language: Language): string {
  const told = `${instant(genTimeMs)} (${authority}, ${serial})`
  return language === 'zh-CN' ? `时间戳：本文件在 ${told} 已存在` : `Time stamp: this file existed at ${told}`
}

/** A check with the item of the specification that demands it, its zone and its facts, in one line. */
export function checkLine({ id, zone, facts }: Check, language: Language): string {
  const { item, [language]: what } = CHECK_TEXTS[id]
  const detail = Object.entries(facts).map(([name, value]) => {
    const shown = name.endsWith('AtMs') && typeof value === 'number' ? instant(value) : String(value)
    return `${FACT_TEXTS[name]?.[language] ?? name}=${shown}`
  })
  return [`[${item}]`, what, ...(zone === null ? [] : [`[${zone}]`]), ...detail].join(' ')
}

function statementLines(statement: Statement, language: Language): string[] {
  const say = (zh: string, en: string): string => (language === 'zh-CN' ? zh : en)
  const { dispatchId, licenceNo, asOf, verdict, refusal, disputed, decidedAtMs, parameterVersion, reasons } = statement
  const meaning =
    verdict === null
      ? say(`拒绝答复（${refusal ?? ''}）`, `refused to answer (${refusal ?? ''})`)
      : `${verdict} ${VERDICT_TEXTS[verdict]?.[language] ?? ''}`.trimEnd()
  const lines = [
    say(`执业证号 ${licenceNo}，基准日 ${asOf}`, `Licence ${licenceNo}, as of ${asOf}`),
    say(`结论：${meaning}`, `Verdict: ${meaning}`),
    say(`答复时间：${instant(decidedAtMs)}`, `Answered at: ${instant(decidedAtMs)}`),
    say(`调度号：${dispatchId}`, `Dispatch: ${dispatchId}`),
  ]
  if (parameterVersion !== null)
    lines.push(say(`法律参数版本：${parameterVersion}`, `Law parameters: ${parameterVersion}`))
  lines.push(...warrantLines(statement, language))
  if (disputed) lines.push(say('记录存在异议（DISPUTED）', 'An objection to the record is open (DISPUTED)'))
  if (reasons !== null && reasons.length > 0) lines.push(say('理由：', 'Grounds:'))
  for (const { code, rule } of reasons ?? []) lines.push(`  - ${ground(code, rule, language)}`)
  return lines
}

/** Who asked by which right, and by which policy it was answered; nothing where the file does not show it. */
function warrantLines({ asker, policy }: Statement, language: Language): string[] {
  const say = (zh: string, en: string): string => (language === 'zh-CN' ? zh : en)
  const lines: string[] = []
  if (asker !== null) {
    const { organisation, office, officer, role, chain, key, delegation, askedAtMs } = asker
    const who = `${organisation} / ${office} / ${officer}`
    lines.push(say(`请求人：${who}，角色 ${role}`, `Asked by: ${who}, role ${role}`))
    lines.push(
      say(
        `授权链（截至 ${instant(askedAtMs)}）：${chain.join(' → ')} → ${office} → ${officer}`,
        `Accreditation (as of ${instant(askedAtMs)}): ${chain.join(' → ')} → ${office} → ${officer}`,
      ),
    )
    if (delegation !== null)
      lines.push(
        say(
          `依 ${delegation.from} 的委派行使权限（${delegation.kind}，${delegation.delegationId}）`,
          `By the rights of ${delegation.from} (${delegation.kind}, ${delegation.delegationId})`,
        ),
      )
    lines.push(say(`签署密钥：${key}`, `Signed with: ${key}`))
  }
  if (policy !== null) {
    const { id, version, effectiveFromMs, source } = policy
    lines.push(
      say(
        `答复方访问政策：${id} 第 ${version} 版，自 ${instant(effectiveFromMs)} 起生效（${source}）`,
        `Access policy of the answering authority: ${id}, version ${version}, in force from ${instant(effectiveFromMs)} (${source})`,
      ),
    )
  }
  return lines
}

/** Beijing time, which has no summer time. A number that is no instant is shown as it is. */
function instant(ms: number): string {
  if (ms > INSTANT_MAX_MS) return String(ms)
  return formatRfc3339(timestampFromMs(ms + BEIJING_OFFSET_MS)).replace('Z', '+08:00')
}

/** End of the year 9998: the last that RFC 3339 can write in every offset. */
const INSTANT_MAX_MS = 253_370_764_799_000

function ground(code: string, rule: string, language: Language): string {
  const known = reasonText({ code, rule })
  const side = language === 'zh-CN' ? 'zh' : 'en'
  return [rule, code, known?.text[side] ?? '', known === null ? '' : known.statute[side]]
    .filter((part) => part !== '')
    .join(' · ')
}
