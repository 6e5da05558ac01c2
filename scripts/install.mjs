import { existsSync, statSync } from 'node:fs'
import { runCommand } from './run-command.mjs'

/** Outside judges from Debian: a program that shows the package is there, and the package. */
const JUDGES = [
  ['/usr/bin/chromium', 'chromium'],
  ['/usr/bin/pdftotext', 'poppler-utils'],
  ['/usr/bin/softhsm2-util', 'softhsm2'],
]
const APT_TIMEOUT_MS = 8 * 60_000
const NPM_CI_TIMEOUT_MS = 10 * 60_000

/** True where node_modules is absent or was written before the lockfile last changed. */
export function needsInstall(lockfile = 'package-lock.json', installed = 'node_modules/.package-lock.json') {
  return !existsSync(installed) || statSync(installed).mtimeMs < statSync(lockfile).mtimeMs
}

/**
 * Installs the locked dependencies where needed.
 *
 * @returns {Promise<boolean>} whether the dependencies are in place
 */
export async function ensureDependencies() {
  if (!needsInstall()) return true
  console.log('npm ci: node_modules is absent or older than package-lock.json')
  const { code } = await runCommand('npm', ['ci', '--no-audit', '--no-fund'], { timeoutMs: NPM_CI_TIMEOUT_MS })
  return code === 0
}

/**
 * Installs the outside judges where this process may: as root, with a working apt. Chromium shows the pages, poppler reads
 * the printed reports, SoftHSM holds keys. A machine without one is no failure; the tests that need it say what was not run.
 * XIEZHI_TEST_INSTALL=0 leaves the machine as it is.
 */
export async function ensureJudges() {
  const missing = JUDGES.filter(([program]) => !existsSync(program)).map(([, name]) => name)
  if (missing.length === 0) return
  const names = missing.join(', ')
  const refusal = installRefusal()
  if (refusal !== undefined) {
    console.log(`${names}: not installed (${refusal})`)
    return
  }
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const update = await runCommand('apt-get', ['update', '-qq'], { show: 'never', env, timeoutMs: APT_TIMEOUT_MS })
  const install = await runCommand('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], {
    show: 'never',
    env,
    timeoutMs: APT_TIMEOUT_MS,
  })
  if (install.code === 0) console.log(`${names}: installed (${Math.round(update.seconds + install.seconds)} s)`)
  else console.log(`${names}: not installed (apt-get answered ${install.code}: ${lastLine(install.output)})`)
}

function installRefusal() {
  if (process.env.XIEZHI_TEST_INSTALL === '0') return 'XIEZHI_TEST_INSTALL=0'
  if (process.getuid?.() !== 0) return 'not root'
  if (!existsSync('/usr/bin/apt-get')) return 'no apt-get'
  return undefined
}

function lastLine(text) {
  return text.trimEnd().split('\n').at(-1) ?? ''
}
