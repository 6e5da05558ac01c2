import { Type } from 'typebox'
import type { Static } from 'typebox'
import { reasonView } from './check.ts'
import { anyJson, bilingual, civilDate, closed, flag, nullable, oneOf, text } from './scalars.ts'

export const functionSummary = Type.Object({
  name: text,
  area: text,
  origin: oneOf(['CATALOGUE', 'OWN']),
  question: bilingual,
})
export const functionView = Type.Object({
  ...functionSummary.properties,
  rules: Type.Array(Type.Object({ id: text, zh: text, en: text, mark: text, statute: bilingual })),
  parameters: Type.Array(Type.Record(Type.String(), anyJson)),
  reasons: Type.Array(Type.Object({ code: text, rule: text, zh: text, en: text, statute: bilingual })),
  errors: Type.Array(text),
  decisiveDate: nullable(text),
  /** JSON Schema. */
  input: anyJson,
  output: anyJson,
  /** What their fields are called, by name. */
  labels: Type.Record(Type.String(), bilingual),
  /** What their codes say: by field and code. */
  codes: Type.Record(Type.String(), Type.Record(Type.String(), bilingual)),
})
export type FunctionView = Static<typeof functionView>

export const evaluationRequest = closed({ input: anyJson, at: Type.Optional(civilDate) })
const parameterFields = {
  key: text,
  value: anyJson,
  effectiveFrom: nullable(text),
  effectiveTo: nullable(text),
  source: text,
  verified: text,
}
/** The result with the parameters and calendar years that it rests on, and the texts of its reasons. */
export const evaluation = Type.Object({
  function: text,
  output: Type.Record(Type.String(), anyJson),
  decisiveOn: nullable(text),
  parameters: Type.Array(Type.Object({ ...parameterFields, on: nullable(text) })),
  calendars: Type.Array(Type.Object({ year: Type.Integer(), version: nullable(text) })),
  /** A calendar year that it rests on is not loaded. */
  isProvisional: flag,
  reasons: Type.Array(reasonView),
})
export type EvaluationView = Static<typeof evaluation>

export const parameterList = Type.Object({
  parameterVersion: text,
  items: Type.Array(Type.Object({ ...parameterFields, title: bilingual })),
})
export type ParameterList = Static<typeof parameterList>
