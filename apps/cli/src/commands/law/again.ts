import type { Json } from '@xiezhi/codec'
import { bundledLaw, changeLaw, evaluate, outdatedBy } from '@xiezhi/law'
import type { Evaluation } from '@xiezhi/law'
import { CliError } from '../../cli-error.ts'
import { readJson } from '../../config/home.ts'
import { Output } from '../../output.ts'
import { lawful } from './lawful.ts'
import { readLawChange } from './ledger.ts'

export interface AgainOptions {
  readonly zone: 'court' | 'justice'
  readonly json?: boolean
}

/** A result as `law eval --json` printed it, with the facts that it was made from. */
interface Stored {
  readonly input: Json
  readonly result: Evaluation
}

/** Finds stored results that rest on a number or year which the ledger's law has otherwise, and evaluates these again. */
export async function again(file: string, options: AgainOptions): Promise<number> {
  const out = new Output(options)
  const stored = storedIn(file)
  const change = await readLawChange(options.zone)
  const law = lawful(() => changeLaw(bundledLaw, change))
  const renewed = stored.flatMap(({ input, result: before }, at) => {
    const because = outdatedBy(before, law)
    if (because.parameters.length + because.calendars.length === 0) return []
    return [{ at, because, before, result: lawful(() => evaluate(before.function, input, law)) }]
  })
  for (const { at, because, before, result } of renewed) {
    out.line(`≠ ${at} ${result.function} ${[...because.parameters, ...because.calendars].join(' ')}`)
    out.line(`    ${JSON.stringify(before.output)} → ${JSON.stringify(result.output)}`)
  }
  out.say('lawAgain', { renewed: renewed.length, kept: stored.length - renewed.length })
  out.document({ renewed: renewed as unknown as Json, kept: stored.length - renewed.length })
  return 0
}

function storedIn(file: string): readonly Stored[] {
  const rows = readJson(file)
  const isStored = (row: unknown): row is Stored => {
    const { input, result } = (row ?? {}) as Partial<Stored>
    return input !== undefined && Array.isArray(result?.parameters) && Array.isArray(result.calendars)
  }
  if (Array.isArray(rows) && rows.every(isStored)) return rows
  const facts = { path: file, reason: 'FORMAT_OBJECT', expected: '[{input, result}]', seen: null }
  throw new CliError('LAW_REFUSED', 'DATA', facts)
}
