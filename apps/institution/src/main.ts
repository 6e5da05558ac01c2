import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { PLATFORM_KINDS } from '@xiezhi/credit-interface'
import type { PlatformKind } from '@xiezhi/credit-interface'
import { makeSampleCertificates } from '@xiezhi/institution-adapter'
import type { TlsClientOptions } from '@xiezhi/institution-adapter'
import { loadFixtures } from './conformance/kit-fixtures.ts'
import { reportText } from './conformance/report-text.ts'
import { creditReportText, runCreditKit } from './conformance/credit/run-credit-kit.ts'
import { runKit } from './conformance/run-kit.ts'
import { loadConfig } from './config.ts'
import { CreditPlatform } from './credit/platform.ts'
import { Institution } from './institution.ts'
import { InstitutionError } from './institution-error.ts'
import { Several } from './several.ts'

const USAGE = `usage: xiezhi-institution --config <file>
       xiezhi-institution conformance --fixtures <file> --url <https address> --ca <file> --cert <file> --key <file> [--case <id>] [--out <folder>]
       xiezhi-institution credit-conformance --kind <NATIONAL|PUBLICITY> --url <https address> --ca <file> --cert <file> --key <file> [--case <id>] [--out <folder>]
       xiezhi-institution certificates --out <folder> --name <name> [--name <name>]
`
const EXIT_FAILED = 1
const EXIT_INCOMPLETE = 2
// As in sysexits.h.
const EXIT_USAGE = 64
const EXIT_SOFTWARE = 70
const EXIT_CONFIG = 78

const OPTIONS = {
  config: { type: 'string' },
  fixtures: { type: 'string' },
  url: { type: 'string' },
  ca: { type: 'string' },
  cert: { type: 'string' },
  key: { type: 'string' },
  out: { type: 'string' },
  case: { type: 'string', multiple: true },
  name: { type: 'string', multiple: true },
  kind: { type: 'string' },
} as const

function print(entry: Readonly<Record<string, string | number>>): void {
  process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`)
}

type Running = Institution | CreditPlatform | Several

function start(config: ReturnType<typeof loadConfig>, databaseEnded: () => void): Promise<Running> {
  if ('institutions' in config) return Several.start(config, print, databaseEnded)
  return 'platform' in config ? CreditPlatform.start(config, print) : Institution.start(config, print)
}

/** Code, port and admin port of each. */
function readyLines(running: Running): string[] {
  if (running instanceof Several) return [...running.institutions, ...running.platforms].flatMap(readyLines)
  const code = running instanceof CreditPlatform ? running.code : running.context.profile.institutionCode
  return [`${code} ${running.port} ${running.adminPort ?? '-'}`]
}

async function run(file: string): Promise<void> {
  const config = loadConfig(file)
  const databaseEnded = (): void => {
    print({ event: 'DATABASE_ENDED' })
    process.exit(EXIT_SOFTWARE)
  }
  const running = await start(config, databaseEnded)
  for (const line of readyLines(running)) process.stdout.write(`READY ${line}\n`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      void running.stop().then(() => process.exit(0))
    })
  }
}

/** 0: all passed, 1: a case failed, 2: none failed, some were not run. */
async function conformance(
  fixtures: string,
  tls: TlsClientOptions,
  { out, only }: { readonly out: string | undefined; readonly only: readonly string[] | undefined },
): Promise<void> {
  const report = await runKit(loadFixtures(fixtures), tls, only)
  const text = reportText(report)
  process.stdout.write(text)
  if (out !== undefined) {
    mkdirSync(out, { recursive: true })
    writeFileSync(join(out, 'conformance.json'), `${JSON.stringify(report, undefined, 2)}\n`)
    writeFileSync(join(out, 'conformance.txt'), text)
  }
  const { failed, notRun } = report.totals
  process.exitCode = failed > 0 ? EXIT_FAILED : notRun > 0 ? EXIT_INCOMPLETE : 0
}

/** 0: all passed, 1: a case failed. */
async function creditConformance(
  kind: PlatformKind,
  tls: TlsClientOptions,
  { out, only }: { readonly out: string | undefined; readonly only: readonly string[] | undefined },
): Promise<void> {
  const report = await runCreditKit(kind, tls, only)
  const text = creditReportText(report)
  process.stdout.write(text)
  if (out !== undefined) {
    mkdirSync(out, { recursive: true })
    writeFileSync(join(out, 'credit-conformance.json'), `${JSON.stringify(report, undefined, 2)}\n`)
    writeFileSync(join(out, 'credit-conformance.txt'), text)
  }
  process.exitCode = report.totals.failed > 0 ? EXIT_FAILED : 0
}

function command(): Promise<void> | undefined {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true })
  const { config, fixtures, url, ca, cert, key, out, name } = values
  const [word, ...others] = positionals
  if (others.length > 0) return undefined
  if (word === undefined && config !== undefined) return run(config)
  if (word === 'conformance' && fixtures !== undefined && url !== undefined && ca !== undefined)
    return conformance(fixtures, { url, ca, cert, key }, { out, only: values.case })
  const kind = PLATFORM_KINDS.find((one) => one === values.kind)
  if (word === 'credit-conformance' && kind !== undefined && url !== undefined && ca !== undefined)
    return creditConformance(kind, { url, ca, cert, key }, { out, only: values.case })
  if (word === 'certificates' && out !== undefined && name !== undefined) {
    makeSampleCertificates(out, name)
    return Promise.resolve()
  }
  return undefined
}

try {
  const running = command()
  if (running === undefined) {
    process.stderr.write(USAGE)
    process.exitCode = EXIT_USAGE
  } else await running
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : 'unknown'}\n`)
  process.exitCode = error instanceof InstitutionError ? EXIT_CONFIG : EXIT_SOFTWARE
}
