import { describe, expect, test } from 'vitest'
import { amountInFigures, amountInWords } from './amount.ts'
import { dateInFigures, dateInWords, isCivilDate, numberInWords } from './date.ts'

describe('sums', () => {
  // The examples of 支付结算办法, annex 1; where 万 or 元 ends in zero, it lets 零 be left out.
  test.each([
    [140_950, '人民币壹仟肆佰零玖元伍角'],
    [600_714, '人民币陆仟零柒元壹角肆分'],
    [32_504, '人民币叁佰贰拾伍元零肆分'],
    [1_640_902, '人民币壹万陆仟肆佰零玖元零贰分'],
    [10_700_053, '人民币壹拾万柒仟元伍角叁分'],
    [168_032, '人民币壹仟陆佰捌拾元叁角贰分'],
    [105_181_000, '人民币壹佰零伍万壹仟捌佰壹拾元整'],
    [100_000_000, '人民币壹佰万元整'],
    [10_000_000_100, '人民币壹亿零壹元整'],
    [10_001_000_000, '人民币壹亿零壹万元整'],
    [1_000_000_000_000, '人民币壹佰亿元整'],
    [10_000_000_000_000, '人民币壹仟亿元整'],
    [52_500, '人民币伍佰贰拾伍元整'],
    [1_000, '人民币壹拾元整'],
    [50, '人民币伍角'],
    [5, '人民币伍分'],
    [0, '人民币零元整'],
  ])('%i cents', (cents, words) => {
    expect(amountInWords(cents)).toBe(words)
  })

  test('in figures with their groups', () => {
    expect([0, 5, 99_999, 105_181_000, 10_000_000_000_000].map(amountInFigures)).toEqual([
      '0.00',
      '0.05',
      '999.99',
      '1,051,810.00',
      '100,000,000,000.00',
    ])
  })

  test('no two sums are written alike', () => {
    const sums = Array.from({ length: 20_000 }, (_, n) => ((n * 7_919) % 1_000_003) + (n % 97) * 100_000_000)
    expect(new Set(sums.map(amountInWords)).size).toBe(new Set(sums).size)
  })
})

describe('days', () => {
  test('in figures and in words', () => {
    expect([dateInFigures('2026-03-09'), dateInWords('2026-03-30'), dateInWords('2010-10-11')]).toEqual([
      '2026年3月9日',
      '二〇二六年三月三十日',
      '二〇一〇年十月十一日',
    ])
    expect([1, 10, 12, 20, 31, 45].map(numberInWords)).toEqual(['一', '十', '十二', '二十', '三十一', '四十五'])
  })

  test('only those of the calendar', () => {
    expect(['2024-02-29', '2026-12-31'].every(isCivilDate)).toBe(true)
    expect(['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '1899-12-31', ''].some(isCivilDate)).toBe(false)
  })
})
