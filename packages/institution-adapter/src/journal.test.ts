import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FileJournal } from './journal.ts'
import type { JournalEntry } from './journal.ts'

const entry = (requestNo: string, state: JournalEntry['state'] = 'prepared'): JournalEntry => ({
  requestNo,
  digest: 'ab'.repeat(32),
  state,
  atMs: 1_774_800_000_000,
})

describe('FileJournal', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'xzj-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  async function all(journal: FileJournal): Promise<string[]> {
    const found: string[] = []
    for await (const { requestNo, state } of journal.entries()) found.push(`${requestNo} ${state}`)
    return found
  }

  async function written(name: string): Promise<string> {
    const path = join(folder, name)
    const journal = FileJournal.open(path)
    await Promise.all(Array.from({ length: 50 }, (_, at) => journal.append(entry(`R-${at}`))))
    await journal.append(entry('R-0', 'sent'))
    await journal.close()
    return path
  }

  test('gives back what was appended, after a restart too, and goes on', async () => {
    const path = await written('whole')
    const again = FileJournal.open(path)
    expect(await all(again)).toEqual([...Array.from({ length: 50 }, (_, at) => `R-${at} prepared`), 'R-0 sent'])
    await again.append(entry('R-0', 'answered'))
    await again.close()
    expect((await all(FileJournal.open(path))).at(-1)).toBe('R-0 answered')
  })

  test('a last line that was cut off is dropped, wherever the cut is', async () => {
    const path = await written('cut')
    const bytes = readFileSync(path)
    const last = readFileSync(path, 'utf8').trimEnd().lastIndexOf('\n') + 1
    for (const cut of [last + 1, Math.floor((last + bytes.length) / 2), bytes.length - 1]) {
      writeFileSync(path, bytes)
      truncateSync(path, cut)
      const journal = FileJournal.open(path)
      expect(await all(journal)).toHaveLength(50)
      await journal.append(entry('R-1', 'sent'))
      await journal.close()
      expect(await all(FileJournal.open(path))).toHaveLength(51)
    }
  })

  test.each<[string, (text: string) => string]>([
    ['a changed line', (text) => text.replace('"R-7"', '"R-8"')],
    [
      'a line taken out',
      (text) =>
        text
          .split('\n')
          .filter((_, at) => at !== 5)
          .join('\n'),
    ],
    [
      'lines in another order',
      (text) =>
        text
          .split('\n')
          .map((line, at, all) => (at === 3 ? all[4] : at === 4 ? all[3] : line))
          .join('\n'),
    ],
    ['a line of something else', (text) => `${text}{}\n`],
  ])('refuses %s', async (_, spoil) => {
    const path = await written('spoilt')
    writeFileSync(path, spoil(readFileSync(path, 'utf8')))
    expect(() => FileJournal.open(path)).toThrow(expect.objectContaining({ code: 'JOURNAL_DAMAGED' }) as Error)
    rmSync(path)
  })

  test('holds no more than numbers, digests and codes', async () => {
    const path = await written('plain')
    appendFileSync(path, '')
    const [line = ''] = readFileSync(path, 'utf8').split('\n')
    expect(Object.keys((JSON.parse(line) as { readonly entry: object }).entry)).toEqual([
      'atMs',
      'digest',
      'requestNo',
      'state',
    ])
  })
})
