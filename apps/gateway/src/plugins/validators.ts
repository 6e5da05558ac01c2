import { Ajv } from 'ajv'
import type { AnySchema } from 'ajv'
import fastJsonStringify from 'fast-json-stringify'
import type { FastifyInstance } from 'fastify'

const COMMON = { allErrors: false, removeAdditional: false, strict: false } as const

// One for all listeners of a process: they have most routes in common, and a schema that was compiled is found again.
const texts = new Ajv({ ...COMMON, coerceTypes: true, useDefaults: true })
const bodies = new Ajv({ ...COMMON, coerceTypes: false })
const writers = new WeakMap<object, (value: unknown) => string>()

export type SchemaPart = 'body' | 'text' | 'answer'

/** Compiles a schema, or finds what it was compiled to. @throws Error of the compiler where it is no schema */
export function compiled(part: 'answer', schema: AnySchema & object): (value: unknown) => string
export function compiled(part: 'body' | 'text', schema: AnySchema & object): ReturnType<Ajv['compile']>
export function compiled(part: SchemaPart, schema: AnySchema & object): unknown {
  if (part !== 'answer') return (part === 'body' ? bodies : texts).compile(schema)
  const known = writers.get(schema)
  if (known !== undefined) return known
  const writer = fastJsonStringify(schema as fastJsonStringify.AnySchema) as (value: unknown) => string
  writers.set(schema, writer)
  return writer
}

/**
 * Parameters and queries are texts and are read as what they say; a body has to have the types already. A schema is compiled
 * for the first request that needs it: all of them at once took over two seconds of a start, and a test compiles each.
 */
export function useValidators(app: FastifyInstance): void {
  app.setValidatorCompiler<AnySchema & object>(({ schema, httpPart }) => {
    const part = httpPart === 'body' ? 'body' : 'text'
    return (value: unknown) => {
      const validate = compiled(part, schema)
      return validate(value) === true ? { value } : { error: validate.errors as never }
    }
  })
  app.setSerializerCompiler<AnySchema & object>(
    ({ schema }) =>
      (value: unknown) =>
        compiled('answer', schema)(value),
  )
}
