const DIGITS = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'] as const
const PLACES = ['', '拾', '佰', '仟'] as const
const GROUPS = ['', '万', '亿', '万亿'] as const
const GROUP_SIZE = 10_000

/** `1,051,810.00` of whole cents. */
export function amountInFigures(cents: number): string {
  const yuan = Math.floor(cents / 100)
  return `${String(yuan).replace(/\B(?=(\d{3})+$)/g, ',')}.${String(cents % 100).padStart(2, '0')}`
}

/** A sum as it is written in words on instruments of payment (支付结算办法, annex 1): `人民币壹佰零伍万壹仟捌佰壹拾元整`. */
export function amountInWords(cents: number): string {
  const yuan = Math.floor(cents / 100)
  const jiao = Math.floor(cents / 10) % 10
  const fen = cents % 10
  const whole = yuan === 0 ? '' : `${integerInWords(yuan)}元`
  if (jiao === 0 && fen === 0) return `人民币${whole === '' ? '零元' : whole}整`
  const parts = [whole]
  if (jiao > 0) parts.push(`${DIGITS[jiao] ?? ''}角`)
  else if (yuan > 0) parts.push('零')
  if (fen > 0) parts.push(`${DIGITS[fen] ?? ''}分`)
  return `人民币${parts.join('')}`
}

/** Groups of four digits, each with its own unit; a gap of zeros is read as one `零`. */
function integerInWords(whole: number): string {
  let words = ''
  let rest = whole
  let owesZero = false
  for (let group = 0; rest > 0; group++) {
    const value = rest % GROUP_SIZE
    rest = Math.floor(rest / GROUP_SIZE)
    if (value === 0) {
      owesZero = words !== ''
      continue
    }
    const unit = group === 3 && words.includes('亿') ? '万' : (GROUPS[group] ?? '')
    words = `${groupInWords(value)}${unit}${owesZero ? '零' : ''}${words}`
    owesZero = value < GROUP_SIZE / 10
  }
  return words
}

function groupInWords(value: number): string {
  let words = ''
  let gap = false
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(value / 10 ** place) % 10
    if (digit === 0) {
      gap = words !== ''
      continue
    }
    words += `${gap ? '零' : ''}${DIGITS[digit] ?? ''}${PLACES[place] ?? ''}`
    gap = false
  }
  return words
}
