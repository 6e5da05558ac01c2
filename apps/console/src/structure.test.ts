import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

const src = fileURLToPath(new URL('./', import.meta.url))
/** Who may import whom: only from further right. */
const ORDER = ['app', 'features', 'domain', 'components', 'lib', 'i18n']

const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
  (path) => /\.tsx?$/.test(path) && !path.includes('.test.') && !path.startsWith('testing/') && path.includes('/'),
)

/** The folder of an import below src, and its feature where it has one. */
function placeOf(path: string): { readonly folder: string; readonly feature: string | null } {
  const [folder = '', feature = null] = path.split('/')
  return { folder, feature: folder === 'features' ? feature : null }
}

describe('folders', () => {
  test('import only from further down, and a feature never imports another', () => {
    const wrong: string[] = []
    for (const path of files) {
      const from = placeOf(path)
      for (const [, target = ''] of readFileSync(src + path, 'utf8').matchAll(/from '(\.[^']+)'/g)) {
        const imported = relative(src, join(src, dirname(path), target))
        const to = placeOf(imported)
        const isSame = from.folder === to.folder && from.feature === to.feature
        if (!isSame && ORDER.indexOf(from.folder) >= ORDER.indexOf(to.folder)) wrong.push(`${path} → ${imported}`)
      }
    }
    expect(wrong).toEqual([])
    expect(files.length).toBeGreaterThan(80)
  })
})
