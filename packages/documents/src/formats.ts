import { amountInFigures, amountInWords } from './words/amount.ts'
import {
  ASSET_WORDS,
  CLAIM_BASIS_WORDS,
  DISPOSAL_WORDS,
  FINDING_WORDS,
  ID_WORDS,
  INSTRUMENT_WORDS,
  MEASURE_WORDS,
  PANEL_WORDS,
  RELEASE_WORDS,
  RESULT_WORDS,
  VARIATION_WORDS,
} from './words/codes.ts'
import { dateInFigures, dateInWords, numberInWords } from './words/date.ts'

type Words = Readonly<Record<string, string>>

const FORMATS: ReadonlyMap<string, (value: unknown) => string | undefined> = new Map([
  ['date', ofText(dateInFigures)],
  ['dateInWords', ofText(dateInWords)],
  ['figures', ofNumber(amountInFigures)],
  ['money', ofNumber((cents: number) => `人民币${amountInFigures(cents)}元（大写：${amountInWords(cents)}）`)],
  ['numberInWords', ofNumber(numberInWords)],
  ['rank', ofNumber((rank: number) => (rank === 0 ? '生效' : `轮候第${rank}位`))],
  ['list', ofList((texts) => texts.join('、'))],
  ['count', (value: unknown) => (Array.isArray(value) ? String(value.length) : undefined)],
  ['asset', ofCode(ASSET_WORDS)],
  ['claimBasis', ofCode(CLAIM_BASIS_WORDS)],
  ['disposal', ofCode(DISPOSAL_WORDS)],
  ['finding', ofCode(FINDING_WORDS)],
  ['idKind', ofCode(ID_WORDS)],
  ['instrument', ofCode(INSTRUMENT_WORDS)],
  ['measure', ofCode(MEASURE_WORDS)],
  ['panelRole', ofCode(PANEL_WORDS)],
  ['release', ofCode(RELEASE_WORDS)],
  ['result', ofCode(RESULT_WORDS)],
  ['variation', ofCode(VARIATION_WORDS)],
])

/** A value as the paper says it; undefined where the format is not for it. */
export function formatted(value: unknown, format: string | undefined): string | undefined {
  if (format !== undefined) return FORMATS.get(format)?.(value)
  if (typeof value === 'string') return value
  return typeof value === 'number' ? String(value) : undefined
}

function ofText(words: (text: string) => string): (value: unknown) => string | undefined {
  return (value) => (typeof value === 'string' ? words(value) : undefined)
}

function ofNumber(words: (value: number) => string): (value: unknown) => string | undefined {
  return (value) => (typeof value === 'number' ? words(value) : undefined)
}

function ofList(words: (texts: readonly string[]) => string): (value: unknown) => string | undefined {
  return (value) => (Array.isArray(value) ? words(value as readonly string[]) : undefined)
}

function ofCode(words: Words): (value: unknown) => string | undefined {
  return (value) => (typeof value === 'string' ? words[value] : undefined)
}
