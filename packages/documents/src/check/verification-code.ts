/** Crockford's alphabet: no I, L, O, U, which are read as other characters or as words. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const RADIX = ALPHABET.length
const BITS_PER_CHARACTER = 5
/** 80 bits: nobody finds a second document with the code of a first. */
const CHARACTERS = 16
const GROUP = 4

/** `XXXX-XXXX-XXXX-XXXX-X`: 80 bits of the digest and a check character. */
export function formatCode(digest: Uint8Array): string {
  let bits = 0
  let value = 0
  let text = ''
  for (const byte of digest) {
    value = ((value << 8) | byte) & 0xfff
    bits += 8
    while (bits >= BITS_PER_CHARACTER && text.length < CHARACTERS) {
      bits -= BITS_PER_CHARACTER
      text += ALPHABET[(value >> bits) & (RADIX - 1)] ?? ''
    }
  }
  return grouped(`${text}${checkCharacter(text)}`)
}

/** The code as it is stored, from what somebody typed; undefined where a character is wrong. */
export function parseCode(typed: string): string | undefined {
  const text = typed
    .toUpperCase()
    .replace(/[\s\-–—－]/g, '')
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0')
  if (text.length !== CHARACTERS + 1 || Array.from(text).some((character) => !ALPHABET.includes(character)))
    return undefined
  const body = text.slice(0, CHARACTERS)
  return checkCharacter(body) === text.at(-1) ? grouped(text) : undefined
}

function grouped(text: string): string {
  return (text.match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? []).join('-')
}

/** Hybrid method of ISO/IEC 7064 with M = 32: finds each wrong character, and almost each exchange of two neighbours. */
function checkCharacter(text: string): string {
  let product = RADIX
  for (const character of text) {
    const sum = (product + ALPHABET.indexOf(character)) % RADIX
    product = ((sum === 0 ? RADIX : sum) * 2) % (RADIX + 1)
  }
  return ALPHABET[(RADIX + 1 - product) % RADIX] ?? ''
}
