import { Ajv } from 'ajv'
import type { FastifyInstance } from 'fastify'

const COMMON = { allErrors: false, removeAdditional: false, strict: false } as const

// One for all listeners of a process: they have most routes in common, and a schema that was compiled is found again.
const texts = new Ajv({ ...COMMON, coerceTypes: true, useDefaults: true })
const bodies = new Ajv({ ...COMMON, coerceTypes: false })

/** Parameters and queries are texts and are read as what they say; a body has to have the types already. */
export function useValidators(app: FastifyInstance): void {
  app.setValidatorCompiler<object>(({ schema, httpPart }) => (httpPart === 'body' ? bodies : texts).compile(schema))
}
