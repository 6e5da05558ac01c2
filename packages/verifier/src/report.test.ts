import { readFileSync } from 'node:fs'
import { pureCrypto as crypto } from '@xiezhi/crypto'
import { encodeTrustFile, parseBundle, parseTrustFile } from '@xiezhi/evidence'
import { describe, expect, test } from 'vitest'
import { CHECK_TEXTS, NOT_COVERED_TEXTS } from './report-texts.ts'
import { reportLines } from './report.ts'
import { verifyBundle } from './verify-bundle.ts'

/** A recorded bundle or trust file. */
const recorded = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../../vectors/evidence/${name}.json`, import.meta.url)))

const trust = recorded('trust')
const valid = verifyBundle(crypto, recorded('court'), trust)
const LANGUAGES = ['zh-CN', 'en'] as const

describe.each(LANGUAGES)('report in %s', (language) => {
  const text = reportLines(valid, language).join('\n')

  test('tells verdict, licence, date, parameters, dispatch and every ground with its rule', () => {
    for (const part of [
      ...[valid.statement?.licenceNo, valid.statement?.asOf, valid.statement?.verdict, valid.statement?.dispatchId],
      ...[valid.statement?.parameterVersion, valid.trustSource],
    ])
      expect(text).toContain(part)
    const blocked = verifyBundle(crypto, recorded('blocked'), trust)
    const grounds = blocked.statement?.reasons ?? []
    expect(grounds.length).toBeGreaterThan(0)
    for (const { code, rule } of grounds)
      expect(reportLines(blocked, language).join('\n')).toContain(`${rule} · ${code}`)
  })

  test('tells who asked by which right and by which policy it was answered, to a court alone', () => {
    const { asker, policy } = valid.statement ?? {}
    expect(asker).toMatchObject({ organisation: 'court-0105', chain: ['alliance', 'court-0105'], delegation: null })
    for (const part of ['alliance → court-0105 → office → clerk-1', asker?.key, asker?.role, policy?.source])
      expect(text).toContain(part)
    const delegation = { delegationId: 'act-7', kind: 'DELEGATION', from: 'judge-1' }
    const { statement } = valid
    if (statement?.asker === undefined || statement.asker === null) throw new Error('the vector names who asked')
    const delegated = { ...valid, statement: { ...statement, asker: { ...statement.asker, delegation } } }
    expect(reportLines(delegated, language).join('\n')).toContain('judge-1')
    const open = reportLines(verifyBundle(crypto, recorded('public'), trust), language).join('\n')
    for (const secret of ['clerk-1', 'ed25519:', 'COURT_']) expect(open).not.toContain(secret)
  })

  test('names every check with the item of the rule that demands it, and the chain', () => {
    for (const { id, zone } of valid.checks) {
      const { item, [language]: what } = CHECK_TEXTS[id]
      const line = `✓ [${item}] ${what}${zone === null ? '' : ` [${zone}]`}`
      expect(text).toContain(line)
    }
  })

  test('names everything that is not proved', () => {
    expect(valid.notCovered.length).toBeGreaterThanOrEqual(8)
    for (const item of valid.notCovered) expect(text).toContain(NOT_COVERED_TEXTS[item][language])
    const opposing = verifyBundle(crypto, recorded('opposing'), trust)
    expect(reportLines(opposing, language).join('\n')).toContain(NOT_COVERED_TEXTS.ASKER_LEDGER_DETAIL[language])
  })

  test('has text for each check and each thing that is not covered', () => {
    for (const texts of [CHECK_TEXTS, NOT_COVERED_TEXTS])
      for (const entry of Object.values(texts)) expect(entry[language].length).toBeGreaterThan(3)
  })
})

test('a report in English has no Chinese, one in Chinese tells checks in Chinese', () => {
  const english = reportLines({ ...valid, trustSource: 'file' }, 'en')
    // The instrument that fixes a policy is named as the ledger names it.
    .map((line) => line.replace(valid.statement?.policy?.source ?? '', ''))
  expect(english.join('\n')).not.toMatch(/[\u4e00-\u9fff]/)
  const checks = reportLines(valid, 'zh-CN').filter((line) => line.includes('✓'))
  expect(checks.every((line) => /[\u4e00-\u9fff]/.test(line))).toBe(true)
})

test('an invalid bundle proves nothing, and the report says which check failed and why', () => {
  const bundle = recorded('court')
  const { source, zones } = parseTrustFile(trust)
  const [first, second] = zones
  if (first === undefined || second === undefined) throw new Error('the vector has two zones')
  const foreign = encodeTrustFile({ source, zones: [first, { ...second, validators: first.validators }] })
  const result = verifyBundle(crypto, bundle, foreign)
  const text = reportLines(result, 'zh-CN').join('\n')
  expect(text).toContain('核验结论: 无效')
  expect(text).toContain('本文件不能证明任何内容。')
  expect(text).toMatch(/✗ \[2\] 区块头由信任锚所列验证人签署 \[xz-justice-1\] .*原因=COMMIT_ADDRESS/)
  expect(text).not.toContain('11101201010123456')
})

test('a missing anchor is told as not decidable', () => {
  const { source, zones } = parseTrustFile(trust)
  const only = encodeTrustFile({ source, zones: zones.slice(0, 1) })
  const lines = reportLines(verifyBundle(crypto, recorded('court'), only), 'en')
  expect(lines[0]).toBe('Result: not decidable')
  expect(lines.join('\n')).toContain(
    `✗ [1] The trust file names the chain [${parseBundle(recorded('court')).answerer.chainId}]`,
  )
})

test('a refusal is told as such', () => {
  if (valid.statement === null) throw new Error('the vector has a statement')
  const statement = { ...valid.statement, verdict: null, refusal: 'NO_POLICY', reasons: [] }
  const lines = reportLines({ ...valid, statement }, 'en')
  expect(lines).toContain('Verdict: refused to answer (NO_POLICY)')
  expect(lines).not.toContain('Grounds:')
})

test('a time that no calendar writes is shown as the number it is', () => {
  if (valid.statement === null) throw new Error('the vector has a statement')
  const statement = { ...valid.statement, decidedAtMs: 2 ** 53 - 1 }
  expect(reportLines({ ...valid, statement }, 'en')).toContain('Answered at: 9007199254740991')
})
