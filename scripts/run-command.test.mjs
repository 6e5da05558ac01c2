import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { needsInstall } from './install.mjs'
import { runCommand } from './run-command.mjs'

describe('runCommand', () => {
  test('gives back exit code and output', async () => {
    const script = 'console.log("out"); console.error("err"); process.exitCode = 3'
    const { code, output } = await runCommand(process.execPath, ['-e', script], { show: 'never' })
    expect(code).toBe(3)
    expect(output).toContain('out\n')
    expect(output).toContain('err\n')
  })

  test('answers 127 for a command that does not exist', async () => {
    expect((await runCommand('no-such-command-here', [], { show: 'never' })).code).toBe(127)
  })

  test('answers 124 for a command that was stopped because its time ran out', async () => {
    const endless = ['-e', 'setInterval(() => {}, 1000)']
    expect((await runCommand(process.execPath, endless, { show: 'never', timeoutMs: 50 })).code).toBe(124)
  })
})

describe('needsInstall', () => {
  test('compares the lockfile with what was installed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'xiezhi-install-'))
    try {
      const lockfile = join(folder, 'lock.json')
      const installed = join(folder, 'installed.json')
      writeFileSync(lockfile, '{}')
      expect(needsInstall(lockfile, installed)).toBe(true)
      writeFileSync(installed, '{}')
      utimesSync(lockfile, 1_000, 1_000)
      utimesSync(installed, 2_000, 2_000)
      expect(needsInstall(lockfile, installed)).toBe(false)
      utimesSync(lockfile, 3_000, 3_000)
      expect(needsInstall(lockfile, installed)).toBe(true)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
