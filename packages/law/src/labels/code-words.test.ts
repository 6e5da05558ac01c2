import { describe, expect, test } from 'vitest'
import { showFunction } from '../reference/function-entry.ts'
import { functions } from '../registry/functions.ts'
import { codesOf, codeWords } from './code-words.ts'

const used = [...functions.values()].flatMap(({ declaration: { name, input, output } }) =>
  [...codesOf(input, output)].flatMap(([field, codes]) => [...codes].map((code) => ({ name, field, code }))),
)

describe('words of codes', () => {
  test('stand for every code of every field, and for no other', () => {
    expect(used.length).toBeGreaterThan(900)
    const keys = ({ name, field, code }: (typeof used)[number]): string[] => [
      `${name}:${field}.${code}`,
      `${field}.${code}`,
      code,
    ]
    const wordless = used.filter((one) => !keys(one).some((key) => codeWords.has(key)))
    expect([...new Set(wordless.map(({ code }) => code))]).toEqual([])
    const known = new Set(used.flatMap(keys))
    expect([...codeWords.keys()].filter((key) => !known.has(key))).toEqual([])
  })

  test('are Chinese and English, neither empty', () => {
    const wrong = [...codeWords].filter(
      ([, { zh, en }]) => !/\p{Script=Han}/u.test(zh) || !/^[A-Z0-9][\x20-\x7e]*$/.test(en),
    )
    expect(wrong).toEqual([])
  })

  test('of a field are told apart in both languages', () => {
    const same: string[] = []
    for (const name of functions.keys()) {
      for (const [field, words] of Object.entries(showFunction(name).codes))
        for (const language of ['zh', 'en'] as const) {
          const texts = Object.values(words).map((one) => one[language])
          for (const [at, text] of texts.entries())
            if (texts.indexOf(text) !== at) same.push(`${name} ${field} ${text}`)
        }
    }
    expect(same).toEqual([])
  })

  test('of a field come before those of the code alone, and of a function before both', () => {
    expect(showFunction('sanction.publicity').codes['verdict']?.['PUBLIC']?.zh).toBe('公开')
    expect(showFunction('lawyer.standing').codes['status']?.['ACTIVE']?.zh).toBe('执业')
    expect(showFunction('credit.useCheck').codes['status']?.['ACTIVE']?.zh).toBe('有效')
  })
})
