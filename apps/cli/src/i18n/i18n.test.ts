import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { errorsEn, textsEn } from './en.ts'
import { ERROR_CODES } from './error-codes.ts'
import { errorText, text } from './index.ts'
import { errorsZh, textsZh } from './zh-cn.ts'

const HAN = /\p{Script=Han}/u

function placeholders(template: string): string[] {
  return [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort()
}

test('every error has text and cure in both languages, with the same facts', () => {
  for (const code of ERROR_CODES) {
    const [zh, en] = [errorsZh[code], errorsEn[code]]
    expect(placeholders(zh.text), code).toEqual(placeholders(en.text))
    expect(HAN.test(zh.text) && HAN.test(zh.cure), code).toBe(true)
    expect(HAN.test(en.text), code).toBe(false)
    expect(en.cure.length, code).toBeGreaterThan(10)
  }
})

test('every text stands in both languages, with the same facts', () => {
  expect(Object.keys(textsEn).sort()).toEqual(Object.keys(textsZh).sort())
  for (const code of Object.keys(textsZh) as (keyof typeof textsZh)[])
    expect(placeholders(textsEn[code]), code).toEqual(placeholders(textsZh[code]))
})

test('no text shows a placeholder, also where a fact is missing', () => {
  expect(text('acted', { zone: 'court' }).en).toBe('Recorded on the court ledger at height —')
  expect(errorText('CHILD_ENDED').text.zh).not.toContain('{')
})

test('every text and error of the tables is used', () => {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith('i18n'))
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('\n')
  const unused = [...ERROR_CODES, ...Object.keys(textsZh)].filter((code) => !sources.includes(`'${code}'`))
  expect(unused).toEqual([])
})
