import { suite } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { annexContent, readContent } from '@xiezhi/vault'
import { expect, test } from 'vitest'
import { DEFAULT_SAMPLE } from '../config/alliance.ts'
import { sampleReports } from './credit-reports.ts'
import { generateSample } from './generate.ts'

const NOW_MS = Date.parse('2026-03-02T01:00:00Z')
const sample = generateSample(DEFAULT_SAMPLE, '2026-03-02')
const { reports, messages } = sampleReports(sample, NOW_MS)

test('digests are those of the suite of the bureau’s vault', () => {
  const national = sampleReports(sample, NOW_MS, 'sm').reports
  expect(national.length).toBe(reports.length)
  expect(national.every(({ digest }) => digest.startsWith('sm3:'))).toBe(true)
  expect(reports.every(({ digest }) => digest.startsWith('sha256:'))).toBe(true)
})

test('each lawyer of a case has one report, whose digest covers its fields', () => {
  const asked = new Set(sample.cases.flatMap(({ agents }) => agents.map(({ licenceNo }) => licenceNo)))
  expect(messages.map(({ value }) => (value as { licenceNo: string }).licenceNo).sort()).toEqual([...asked].sort())
  for (const { licenceNo } of Object.values(sample.featured)) expect(asked.has(licenceNo)).toBe(true)
  const algorithms = suite(nodeCrypto, 'intl')
  for (const [at, { digest, salt, disclosures }] of reports.entries()) {
    const content = annexContent(
      algorithms,
      disclosures.map((text) => ({ text })),
      salt,
    )
    expect(content.digest).toBe(digest)
    expect((messages[at]?.value as { reportDigest: string }).reportDigest).toBe(digest)
    const fields = readContent(content.bytes)
    expect(fields.map(({ name }) => name)).toEqual([
      'reportId',
      'licenceNo',
      'lawyerName',
      'issuer',
      'generatedAtMs',
      'validUntilMs',
      'items',
      'disputes',
    ])
    for (const name of ['lawyerName', 'issuer'])
      expect(fields.find((field) => field.name === name)?.value).toContain('虚构')
  }
})

test('the ledger learns a salted digest and nothing of the content', () => {
  const sent = JSON.stringify(messages)
  for (const { salt, disclosures } of reports)
    for (const secret of [salt, ...disclosures]) expect(sent.includes(secret)).toBe(false)
  for (const { name } of sample.lawyers) expect(sent.includes(name)).toBe(false)
  const again = sampleReports(sample, NOW_MS)
  expect(again.reports[0]?.digest).not.toBe(reports[0]?.digest)
})
