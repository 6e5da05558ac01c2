import type { LawBook } from '../law-book/law-book.ts'
import { LawReading } from '../law-book/law-reading.ts'
import type { LawErrorCode } from '../law-error.ts'
import { read } from '../schema/read.ts'
import type { AnySchema, Fields, FieldJson, FieldValues, ObjectSchema, Schema, Shape } from '../schema/schema.ts'
import { write } from '../schema/write.ts'
import type { CivilDate } from '../time/civil-date.ts'
import { dayOf, type Instant } from '../time/instant.ts'

/** Chinese first. */
export interface Bilingual {
  readonly zh: string
  readonly en: string
}

/** What a function is, as data: for the command line, the reference pages, forms and OpenAPI. */
export interface Declaration {
  /** `area.function` of the catalogue. */
  readonly name: string
  readonly question: Bilingual
  /** Ids of the rule table, section `S…` ids included. */
  readonly rules: readonly string[]
  /** Every key that the function may read. */
  readonly parameters: readonly string[]
  /** Every reason that it may give, as `CODE RULE`. */
  readonly reasons: readonly string[]
  /** Refusals of its own, besides those that hold for every function. */
  readonly errors: readonly LawErrorCode[]
  /** Field of the input whose day decides which parameter rows apply; null: numbers that never changed apply, or the day given with the run. */
  readonly decisiveDate: string | null
  readonly input: Shape
  readonly output: Shape
}

interface Definition<I extends Fields, T, J> {
  readonly name: string
  readonly question: Bilingual
  readonly rules: readonly string[]
  readonly parameters: readonly string[]
  readonly reasons: readonly string[]
  readonly errors: readonly LawErrorCode[]
  readonly decisiveDate: (keyof I & string) | null
  readonly input: ObjectSchema<I>
  readonly output: Schema<T, J>
  readonly evaluate: (input: FieldValues<I>, law: LawReading) => NoInfer<T>
}

/** The result of a run, and what was read for it. */
export interface Run<J> {
  readonly output: J
  readonly reading: LawReading
}

/** Callable with typed JSON. Throws {@link LawError} and then gives no verdict. */
export interface LawFunction<I, O> {
  (input: I, law: LawBook): O
  readonly declaration: Declaration
  /** For callers that hold JSON of unknown form. `at` takes the place of the decisive day. */
  readonly run: (input: unknown, law: LawBook, at?: CivilDate) => Run<O>
}

export type AnyLawFunction = Pick<LawFunction<never, unknown>, 'declaration' | 'run'>

export function defineFunction<I extends Fields, const T, J>(
  definition: Definition<I, T, J>,
): LawFunction<FieldJson<I>, J> {
  const { input, output, decisiveDate, evaluate, ...described } = definition
  const run = (value: unknown, law: LawBook, at?: CivilDate): Run<J> => {
    const facts = read(input, value)
    const stated = decisiveDate === null ? null : dayOfField(input.fields[decisiveDate], facts[decisiveDate])
    const reading = new LawReading(law, at ?? stated)
    return { output: write(output, evaluate(facts, reading)), reading }
  }
  const declaration: Declaration = { ...described, decisiveDate, input: input.shape, output: output.shape }
  return Object.assign((value: FieldJson<I>, law: LawBook) => run(value, law).output, { declaration, run })
}

function dayOfField(schema: AnySchema | undefined, value: unknown): CivilDate | null {
  if (value === null || value === undefined) return null
  const { kind } = innermost(schema?.shape)
  return kind === 'timestamp' ? dayOf(value as Instant) : (value as CivilDate)
}

function innermost(shape: Shape | undefined): Shape {
  if (shape?.kind === 'nullable' || shape?.kind === 'optional') return innermost(shape.inner)
  return shape ?? { kind: 'date' }
}
