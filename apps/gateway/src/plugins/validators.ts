import { Ajv } from 'ajv'
import type { AnySchema } from 'ajv'
import fastJsonStringify from 'fast-json-stringify'
import type { FastifyInstance } from 'fastify'

const COMMON = { allErrors: false, removeAdditional: false, strict: false } as const

// One for all listeners of a process: they have most routes in common, and a schema that was compiled is found again.
const texts = new Ajv({ ...COMMON, coerceTypes: true, useDefaults: true })
const bodies = new Ajv({ ...COMMON, coerceTypes: false })
const writers = new WeakMap<object, (value: unknown) => string>()

/** Of a body, or of what comes as texts. @throws Error of the compiler where it is no schema */
export function validatorOf(httpPart: string | undefined, schema: AnySchema & object): ReturnType<Ajv['compile']> {
  return (httpPart === 'body' ? bodies : texts).compile(schema)
}

/** Of an answer. @throws as `validatorOf` */
export function writerOf(schema: AnySchema & object): (value: unknown) => string {
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
  app.setValidatorCompiler<AnySchema & object>(({ schema, httpPart }) => (value: unknown) => {
    const validate = validatorOf(httpPart, schema)
    return validate(value) === true ? { value } : { error: validate.errors as never }
  })
  app.setSerializerCompiler<AnySchema & object>(
    ({ schema }) =>
      (value: unknown) =>
        writerOf(schema)(value),
  )
}
