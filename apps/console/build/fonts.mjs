// The Chinese webfont. Machines in courts have one of their own and load nothing; where there is none, every text must be
// readable all the same. One file holds the characters of our own texts, a second one the rest of GB 2312 for names and
// places, which browsers fetch only when such a character is on the page.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import subsetFont from 'subset-font'
import { writeWhole } from '../../../scripts/write-whole.mjs'
import { textFiles } from './text-sources.mjs'

const require = createRequire(import.meta.url)
const fontFolder = require.resolve('@expo-google-fonts/noto-sans-sc/package.json').replace('package.json', '')
const { version } = JSON.parse(readFileSync(`${fontFolder}package.json`, 'utf8'))

/** Latin and punctuation stay with the fonts of the system; these are Chinese characters and full-width forms. */
const CHINESE = /[\u2010-\u2027\u2030-\u205e\u2460-\u24ff\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef]/gu

function ownCharacters() {
  const found = new Set('，。；：？！（）《》〈〉「」『』【】、—…·“”‘’〔〕％￥')
  for (const file of textFiles())
    for (const [character] of readFileSync(file, 'utf8').matchAll(CHINESE)) found.add(character)
  return found
}

/** The 6,763 characters of GB 2312, decoded from its rows 16 to 87. */
function gb2312Characters() {
  const decoder = new TextDecoder('gb18030')
  const found = []
  for (let row = 0xb0; row <= 0xf7; row++)
    for (let cell = 0xa1; cell <= 0xfe; cell++) {
      const character = decoder.decode(Uint8Array.of(row, cell))
      if (/^[\u4e00-\u9fff]$/.test(character)) found.push(character)
    }
  return found
}

function unicodeRange(characters) {
  const points = [...characters].map((character) => character.codePointAt(0)).sort((a, b) => a - b)
  const ranges = []
  for (const point of points) {
    const last = ranges.at(-1)
    if (last !== undefined && last[1] === point - 1) last[1] = point
    else ranges.push([point, point])
  }
  const hex = (point) => point.toString(16).toUpperCase()
  return ranges.map(([from, to]) => (from === to ? `U+${hex(from)}` : `U+${hex(from)}-${hex(to)}`)).join(',')
}

/** Writes one subset, unless a file of the same characters and font is there. */
async function face(folder, family, weight, source, characters, range = '') {
  const text = [...characters].sort().join('')
  const name = `${family}-${weight}-${createHash('sha256').update(`${version}\0${source}\0${text}`).digest('hex').slice(0, 8)}.woff2`
  if (!existsSync(folder + name)) {
    const font = readFileSync(`${fontFolder}${source}`)
    writeWhole(folder + name, await subsetFont(font, text, { targetFormat: 'woff2' }))
  }
  const css = `@font-face{font-family:'${family}';font-weight:${weight};font-display:swap;src:url('/assets/${name}') format('woff2')${range}}`
  return { name, css }
}

/** The font files with the style sheet that names them. */
export async function buildFonts(folder) {
  const own = ownCharacters()
  const rest = gb2312Characters().filter((character) => !own.has(character))
  const regular = '400Regular/NotoSansSC_400Regular.ttf'
  const faces = [
    await face(folder, 'xiezhi-sans', 400, regular, own),
    await face(folder, 'xiezhi-sans', 600, '600SemiBold/NotoSansSC_600SemiBold.ttf', own),
    // Fetched only when a page shows one of these characters.
    await face(folder, 'xiezhi-sans-rest', 400, regular, rest, `;unicode-range:${unicodeRange(rest)}`),
  ]
  return { files: faces.map(({ name }) => name), css: faces.map(({ css }) => css).join('\n') }
}
