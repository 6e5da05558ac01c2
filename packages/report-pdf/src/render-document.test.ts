import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { formatDigest } from '@xiezhi/crypto'
import { composeDocument, DOCUMENT_KINDS } from '@xiezhi/documents'
import type { DocumentFields, DocumentKind } from '@xiezhi/documents'
import { sampleDocuments } from '@xiezhi/documents/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { renderDocument, renderDocumentApart } from './index.ts'

const hasPoppler = spawnSync('pdftotext', ['-v']).status === 0
if (!hasPoppler) console.log('not run: reading documents back with poppler (pdftotext is not installed)')

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'xiezhi-documents-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** What another program reads, without white space: lines break where the page does. */
function readBack(pdf: Uint8Array): string {
  const file = join(folder, 'document.pdf')
  writeFileSync(file, pdf)
  const { status, stdout, stderr } = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  return stdout
}

const squeezed = (text: string): string => text.replace(/\s/g, '')
const sm3Of = (bytes: Uint8Array): string => formatDigest({ algorithm: 'sm3', bytes: nodeCrypto.sm3(bytes) })

const ruling = sampleDocuments.CONTROL_RULING
const [firstAsset] = ruling.assets
/** A list that goes over several pages. */
const longRuling: DocumentFields<'CONTROL_RULING'> = {
  ...ruling,
  assets: Array.from({ length: 64 }, (_, n) => ({
    ...(firstAsset as NonNullable<typeof firstAsset>),
    description: `账户尾号${String(1_000 + n)}的存款`,
  })),
}

describe('renderDocument', () => {
  test.skipIf(!hasPoppler).each(DOCUMENT_KINDS)('%s is read back as it was composed', async (kind: DocumentKind) => {
    const fields = sampleDocuments[kind]
    const { pdf, verificationCode } = await renderDocument(kind, fields)
    const text = squeezed(readBack(pdf))
    for (const block of composeDocument(nodeCrypto, kind, fields).blocks)
      if (block.style !== 'table') expect(text).toContain(squeezed(block.text))
    expect(text).toContain(`核验码：${verificationCode}`)
    expect(text).toContain('https://court.example/check')
  })

  test.skipIf(!hasPoppler)('a long list has its head on every page, and the seal is not alone', async () => {
    const pages = readBack((await renderDocument('CONTROL_RULING', longRuling)).pdf)
      .split('\f')
      .slice(0, -1)
    expect(pages.length).toBeGreaterThan(2)
    const withRows = pages.filter((page) => page.includes('账户尾号'))
    expect(withRows.length).toBeGreaterThan(2)
    for (const page of withRows) expect(squeezed(page)).toMatch(/序号种类/)
    expect(squeezed(pages.at(-1) ?? '')).toMatch(/审判长.*二〇二六年三月三十日.*印章/)
    for (const n of [0, 31, 63]) expect(pages.join('')).toContain(`账户尾号${String(1_000 + n)}`)
    pages.forEach((page, at) => {
      expect(squeezed(page)).toContain(`第${String(at + 1)}页共${String(pages.length)}页`)
    })
  })

  test('the same fields are the same bytes, in another thread too; other fields are other bytes', async () => {
    const first = await renderDocument('CONTROL_RULING', ruling)
    expect(first.digest).toBe(sm3Of(first.pdf))
    const again = await renderDocumentApart('CONTROL_RULING', structuredClone(ruling))
    expect(again.digest).toBe(first.digest)
    expect(sm3Of(again.pdf)).toBe(first.digest)
    const other = await renderDocument('CONTROL_RULING', { ...ruling, facts: ['另一事实。'] })
    expect(other.digest).not.toBe(first.digest)
    expect(other.verificationCode).not.toBe(first.verificationCode)
  })

  test('many at once, some refused, get each their own answer', async () => {
    const kinds: readonly DocumentKind[] = [...DOCUMENT_KINDS, ...DOCUMENT_KINDS]
    const answers = await Promise.allSettled(
      kinds.map((kind, n) => renderDocumentApart(kind, n % 5 === 4 ? ({} as never) : sampleDocuments[kind])),
    )
    for (const [n, kind] of kinds.entries()) {
      const answer = answers[n]
      if (n % 5 === 4) expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'FIELD_MISSING' } })
      else
        expect(answer).toMatchObject({
          status: 'fulfilled',
          value: { verificationCode: composeDocument(nodeCrypto, kind, sampleDocuments[kind]).verificationCode },
        })
    }
  })

  /** One line a kind; a change of template, font or printer shows here, and raises the version of the template. */
  test('bytes are those of earlier builds', async () => {
    const digests: string[] = []
    for (const kind of DOCUMENT_KINDS) {
      const { digest, verificationCode } = await renderDocument(kind, sampleDocuments[kind])
      digests.push(`${kind} ${verificationCode} ${digest}`)
    }
    await expect(`${digests.join('\n')}\n`).toMatchFileSnapshot('../../../vectors/documents/digests.txt')
  })

  test('refuses what the paper cannot say, here and in another thread', async () => {
    const blank = { ...ruling, remedy: '' }
    const missing = { code: 'FIELD_MISSING', facts: { path: '/remedy' } }
    await expect(renderDocument('CONTROL_RULING', blank)).rejects.toMatchObject(missing)
    await expect(renderDocumentApart('CONTROL_RULING', blank)).rejects.toMatchObject(missing)
    const foreign = { ...ruling, remedy: 'न्याय' }
    const lacking = { code: 'CHARACTER_MISSING', facts: { codePoint: 'U+928' } }
    await expect(renderDocument('CONTROL_RULING', foreign)).rejects.toMatchObject(lacking)
    await expect(renderDocumentApart('CONTROL_RULING', foreign)).rejects.toMatchObject(lacking)
  })
})
