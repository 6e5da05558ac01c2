import type { JsonSchema } from '@xiezhi/codec'
import { bundledLaw } from '../data/bundled-law.ts'
import { parameterTitlesZh } from '../data/parameter-titles.ts'
import { codeWordsOf } from '../labels/code-words.ts'
import { fieldLabels, fieldsOf } from '../labels/field-labels.ts'
import { rowJson, type LawBook } from '../law-book/law-book.ts'
import type { ParameterRow } from '../law-book/parameter-table.ts'
import { LawError, type LawErrorCode } from '../law-error.ts'
import { reasonTable, statuteOf } from '../reasons/reason-text.ts'
import type { AnyLawFunction, Bilingual } from '../registry/define-function.ts'
import { functions, ownAreas } from '../registry/functions.ts'
import { ruleTable } from '../rules/rule-table.ts'
import { describe } from '../schema/describe.ts'
import type { Shape } from '../schema/schema.ts'

export interface FunctionSummary {
  readonly name: string
  readonly area: string
  /** CATALOGUE: by the law catalogue of the project. OWN: ours, built on those. */
  readonly origin: 'CATALOGUE' | 'OWN'
  readonly question: Bilingual
}

export interface RuleText extends Bilingual {
  readonly id: string
  readonly mark: string
  readonly statute: Bilingual
}

export interface ReasonDescription extends Bilingual {
  readonly code: string
  readonly rule: string
  readonly statute: Bilingual
}

/** Everything that is known about a function besides its code. */
export interface FunctionEntry extends FunctionSummary {
  readonly rules: readonly RuleText[]
  /** JSON of all rows of the keys that it may read, with the Chinese title as `titleZh`. */
  readonly parameters: readonly Readonly<Record<string, unknown>>[]
  readonly reasons: readonly ReasonDescription[]
  readonly errors: readonly LawErrorCode[]
  readonly decisiveDate: string | null
  readonly input: JsonSchema
  readonly output: JsonSchema
  /** What the fields of both are called. */
  readonly labels: Readonly<Record<string, Bilingual>>
  /** What their codes say: field, code, words. */
  readonly codes: ReturnType<typeof codeWordsOf>
}

/** In the order of the catalogue, ours last. */
export function listFunctions(): readonly FunctionSummary[] {
  return [...functions.values()].map(summaryOf)
}

/** Throws `FORMAT_ENUM` for an unknown name. */
export function showFunction(name: string, law: LawBook = bundledLaw): FunctionEntry {
  const found = functions.get(name)
  if (found === undefined) throw new LawError('FORMAT_ENUM', '/function', { expected: 'the name of a law function' })
  const { declaration } = found
  const { input, output } = declaration
  return {
    ...summaryOf(found),
    rules: declaration.rules.map(ruleTextOf),
    parameters: declaration.parameters.flatMap((key) => (law.parameters.get(key) ?? []).map(titledRow)),
    reasons: declaration.reasons.map(reasonDescriptionOf),
    errors: declaration.errors,
    decisiveDate: declaration.decisiveDate,
    input: describe(input),
    output: describe(output),
    labels: labelsOf(input, output),
    codes: codeWordsOf(name, input, output),
  }
}

function labelsOf(...shapes: readonly Shape[]): Readonly<Record<string, Bilingual>> {
  const names = new Set(shapes.flatMap((shape) => [...fieldsOf(shape)]))
  return Object.fromEntries([...names].map((name) => [name, fieldLabels.get(name) ?? { zh: name, en: name }]))
}

function summaryOf({ declaration: { name, question } }: AnyLawFunction): FunctionSummary {
  const area = name.split('.')[0] ?? name
  return { name, area, origin: Object.hasOwn(ownAreas, area) ? 'OWN' : 'CATALOGUE', question }
}

function titledRow(row: ParameterRow): Readonly<Record<string, unknown>> {
  return { ...rowJson(row), titleZh: parameterTitlesZh.get(row.key) ?? row.title }
}

function ruleTextOf(id: string): RuleText {
  const entry = ruleTable.get(id)
  return { id, zh: entry?.zh ?? '', en: entry?.en ?? '', mark: entry?.mark ?? '', statute: statuteOf(id) }
}

function reasonDescriptionOf(key: string): ReasonDescription {
  const [code = '', rule = ''] = key.split(' ')
  const entry = reasonTable.get(key)
  return { code, rule, zh: entry?.zh ?? '', en: entry?.en ?? '', statute: statuteOf(rule) }
}
