import { base64Encode } from '@xiezhi/codec'
import { pureCrypto } from '@xiezhi/crypto'
import { encodeBundle, encodeTrustFile, parseBundle, parseTrustFile } from '@xiezhi/evidence'
import { StampAuthority } from '@xiezhi/evidence/testing'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { hasBrowser, seriousFindings, shot } from './testing/browser.ts'
import { evidenceFile } from './testing/evidence.ts'
import { VERIFICATION_ID } from './testing/samples/scene.ts'
import { useVisits } from './testing/visits.ts'

if (!hasBrowser) console.log('not run: time stamps judged in the console (no /usr/bin/chromium)')

const bundle = new Uint8Array(evidenceFile('court.json'))
const trust = parseTrustFile(new Uint8Array(evidenceFile('trust.json')))
const authority = new StampAuthority(pureCrypto)
const token = authority.token(bundle)

function stamped(stamp: Uint8Array): Uint8Array {
  return encodeBundle({ ...parseBundle(bundle), timestamps: [stamp] })
}

/** The recorded anchors with these authorities of time besides. */
function trusting(...authorities: readonly StampAuthority[]): string {
  const timestampAuthorities = authorities.map(({ certificate }, at) => ({
    name: `sample TSA ${at + 1}`,
    certificate: base64Encode(certificate),
  }))
  return Buffer.from(encodeTrustFile({ ...trust, timestampAuthorities })).toString()
}

describe.skipIf(!hasBrowser)('time stamps of a bundle', () => {
  const { start, visit } = useVisits()

  async function judged(bytes: Uint8Array, anchors: string): Promise<Page> {
    const gateway = await start('court', ['COURT_CLERK'], {
      getTrust: () => ({ source: trust.source, zones: [], file: anchors }),
    })
    gateway.bundle = bytes
    return (await visit(`/verifications/${VERIFICATION_ID}`)).page
  }

  test('that a trusted authority gave are told with their instant', async () => {
    const page = await judged(stamped(token), trusting(authority))
    await page.getByText('核验通过').waitFor()
    await page.getByText('第三方时间戳').waitFor()
    await page.getByText(/本文件在 2026-\d\d-\d\dT.*\(sample TSA 1, \d+\) 已存在/).waitFor()
    await shot(page, 'timestamp.zh-CN')
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'English', exact: true }).click()
    await page.getByText(/this file existed at 2026/).waitFor()
  })

  test('of an authority that nobody trusts leave the bundle undecided', async () => {
    const page = await judged(stamped(token), trusting())
    await page.getByText('无法判断').waitFor()
    expect(await page.getByText('第三方时间戳').count()).toBe(0)
  })

  test('that were changed make the bundle fail', async () => {
    const changed = Uint8Array.from(token)
    const last = changed.length - 1
    changed[last] = (changed[last] ?? 0) ^ 1
    const page = await judged(stamped(changed), trusting(authority))
    await page.getByText('核验未通过').waitFor()
    expect(await page.getByText('第三方时间戳').count()).toBe(0)
  })

  test('are not spoken of where a bundle has none', async () => {
    const page = await judged(bundle, trusting(authority))
    await page.getByText('核验通过').waitFor()
    expect(await page.getByText('第三方时间戳').count()).toBe(0)
  })
})
