import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { EXIT_CODES, exitCodeLines, exitOfVerdict } from './exit-codes.ts'

test('no two outcomes share an exit code, and every code fits a process', () => {
  const codes = Object.values(EXIT_CODES).map(({ code }) => code)
  expect(new Set(codes).size).toBe(codes.length)
  expect(codes.every((code) => code >= 0 && code < 126)).toBe(true)
})

test('the table of the help names every code in both languages', () => {
  const lines = exitCodeLines()
  for (const { code, zh, en } of Object.values(EXIT_CODES))
    expect(lines.some((line) => line.includes(` ${code}  ${zh} / ${en}`))).toBe(true)
})

test('verdicts have their codes; an unknown one bars', () => {
  expect(['PASS', 'WARN', 'ALERT', 'PERSON_DECIDES', 'BLOCK', 'OTHER'].map(exitOfVerdict)).toEqual([
    0, 0, 10, 11, 12, 12,
  ])
  expect(exitOfVerdict(null)).toBe(13)
})

test('the README shows the same table', () => {
  const readme = readFileSync(fileURLToPath(new URL('../README.md', import.meta.url)), 'utf8')
  expect(readme).toContain(`\`\`\`\n${exitCodeLines().join('\n')}\n\`\`\``)
})
