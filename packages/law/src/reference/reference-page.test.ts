import { describe, expect, test } from 'vitest'
import { listFunctions } from './function-entry.ts'
import { referenceIndex, referencePage } from './reference-page.ts'

// Renew the pages after a change: npx vitest run packages/law/src/reference -u
const pages = new URL('../../../../docs/law/', import.meta.url)
const areas = [...new Set(listFunctions().map(({ area }) => area))]

describe('reference pages', () => {
  test.each(areas)('docs/law/%s.md is what the declarations give', async (area) => {
    await expect(referencePage(area)).toMatchFileSnapshot(new URL(`${area}.md`, pages).pathname)
  })

  test('docs/law/README.md lists every area', async () => {
    await expect(referenceIndex()).toMatchFileSnapshot(new URL('README.md', pages).pathname)
  })
})
