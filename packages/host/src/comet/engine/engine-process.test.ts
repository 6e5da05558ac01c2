import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runsIn, until } from '../testing/run-validators.ts'
import { engineFiles } from './engine-files.ts'
import { endLeftOverEngine, EngineProcess, HANG_GRACE_MS } from './engine-process.ts'

/** A program of ours that hangs as engines.md of CometBFT 0.38 saw it hang: it traps SIGTERM and stays. */
const STUBBORN = fileURLToPath(new URL('../testing/stubborn-engine.mjs', import.meta.url))
const WAIT_MS = 15_000

let home: string
let told: { readonly exit: string; readonly wasHung: boolean; readonly restarts: number }[]
let starts: number
let engine: EngineProcess

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'xz-e-'))
  told = []
  starts = 0
  engine = processOf(STUBBORN)
})
afterEach(async () => {
  const { pid } = engine
  if (pid !== undefined) process.kill(pid, 'SIGKILL')
  await engine.stop()
  rmSync(home, { recursive: true, force: true })
})

function processOf(program: string): EngineProcess {
  return new EngineProcess(program, home, {
    beforeStart: () => starts++,
    onRestart: (facts) => told.push(facts),
  })
}

test('an engine that lost its application and hangs is killed after the grace, and started again', async () => {
  await engine.start()
  const { pid } = engine
  engine.lostApplication()
  await new Promise((resolve) => setTimeout(resolve, HANG_GRACE_MS / 2))
  expect(engine.pid).toBe(pid)
  expect(await until(WAIT_MS, () => engine.pid !== undefined && engine.pid !== pid)).toBe(true)
  expect(told).toEqual([{ exit: 'SIGKILL', wasHung: true, restarts: 1 }])
  expect(starts).toBe(2)
})

test('an engine that ends by itself within the grace was not hung', async () => {
  const program = join(home, 'engine')
  writeFileSync(program, '#!/bin/sh\nexit 7\n')
  chmodSync(program, 0o700)
  engine = processOf(program)
  await engine.start()
  engine.lostApplication()
  expect(await until(WAIT_MS, () => told.length > 0)).toBe(true)
  expect(told[0]).toEqual({ exit: '7', wasHung: false, restarts: 1 })
})

test('what a dead process left running in this home is ended before the engine starts', async () => {
  const orphan = spawn(STUBBORN, ['start', '--home', home], { detached: true, stdio: 'ignore' })
  const pid = orphan.pid ?? 0
  expect(await until(WAIT_MS, () => existsSync(join(home, 'ready')))).toBe(true)
  expect(runsIn(pid, home)).toBe(true)
  writeFileSync(engineFiles(home).pid, `${pid}\n`)
  await engine.start()
  expect(runsIn(pid, home)).toBe(false)
  expect(engine.pid).not.toBe(pid)
})

test('a process of another home that has the id by now is left alone', async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'xz-e-'))
  const other = spawn(STUBBORN, ['start', '--home', elsewhere], { stdio: 'ignore' })
  const pid = other.pid ?? 0
  try {
    writeFileSync(engineFiles(home).pid, `${pid}\n`)
    await endLeftOverEngine(home)
    expect(other.exitCode ?? other.signalCode).toBeNull()
    expect(existsSync(engineFiles(home).pid)).toBe(false)
  } finally {
    other.kill('SIGKILL')
    rmSync(elsewhere, { recursive: true, force: true })
  }
})
