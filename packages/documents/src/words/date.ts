const DATE = /^(\d{4})-(\d{2})-(\d{2})$/
const DIGITS = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

interface Parts {
  readonly year: number
  readonly month: number
  readonly day: number
}

function partsOf(date: string): Parts {
  const match = DATE.exec(date)
  return { year: Number(match?.[1] ?? 0), month: Number(match?.[2] ?? 0), day: Number(match?.[3] ?? 0) }
}

/** A day that the calendar has, in the years 1900 to 2999. */
export function isCivilDate(text: string): boolean {
  if (!DATE.test(text)) return false
  const { year, month, day } = partsOf(text)
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const days = month === 2 && isLeap ? 29 : (MONTH_DAYS[month - 1] ?? 0)
  return year >= 1900 && year <= 2999 && day >= 1 && day <= days
}

/** `2026年3月30日`. */
export function dateInFigures(date: string): string {
  const { year, month, day } = partsOf(date)
  return `${year}年${month}月${day}日`
}

/** `二〇二六年三月三十日`, as a ruling is dated. */
export function dateInWords(date: string): string {
  const { year, month, day } = partsOf(date)
  const digits = Array.from(String(year), (digit) => DIGITS[Number(digit)] ?? '').join('')
  return `${digits}年${numberInWords(month)}月${numberInWords(day)}日`
}

/** 1 to 99: `十`, `十二`, `三十一`. */
export function numberInWords(value: number): string {
  const tens = Math.floor(value / 10)
  const ones = value % 10
  const head = tens === 0 ? '' : `${tens === 1 ? '' : (DIGITS[tens] ?? '')}十`
  return `${head}${ones === 0 && tens > 0 ? '' : (DIGITS[ones] ?? '')}`
}
