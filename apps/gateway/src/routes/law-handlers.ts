import { createHash } from 'node:crypto'
import { bundledLaw, evaluate, functions, listFunctions, parameterVersion, showFunction } from '@xiezhi/law'
import type { EvaluationView, FunctionView, ParameterList } from '@xiezhi/gateway-api'
import { GatewayError } from '../gateway-error.ts'
import { reasonView } from '../views/reasons.ts'
import type { Handlers } from './handler.ts'

/** The law that this gateway was built with: functions, evaluations, parameters. Nothing of it is a secret. */
export const lawHandlers: Handlers = {
  listLawFunctions: () => Promise.resolve({ items: listFunctions().map((one) => ({ ...one })) }),
  getLawFunction: ({ params }) => {
    requireFunction(params.name)
    return Promise.resolve(showFunction(params.name) as unknown as FunctionView)
  },
  evaluateLawFunction: ({ params, body }) => {
    requireFunction(params.name)
    const { at } = body
    const found = evaluate(params.name, body.input, bundledLaw, at === undefined ? {} : { at })
    const { provisional, ...rest } = found
    return Promise.resolve({
      ...rest,
      isProvisional: provisional,
      reasons: reasonsIn(found.output),
    } as unknown as EvaluationView)
  },
  listLawParameters: ({ query }) => Promise.resolve(parameters(query.area)),
}

function requireFunction(name: string): void {
  if (!functions.has(name)) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'law function' })
}

interface Reason {
  readonly code: string
  readonly rule: string
}

function reasonsIn(output: Readonly<Record<string, unknown>>): EvaluationView['reasons'] {
  const { reasons } = output
  if (!Array.isArray(reasons)) return []
  return (reasons as readonly Partial<Reason>[]).flatMap(({ code, rule }) =>
    typeof code === 'string' && typeof rule === 'string' ? [reasonView({ code, rule }, output)] : [],
  )
}

interface ParameterJson {
  readonly key: string
  readonly value: unknown
  readonly effectiveFrom: string | null
  readonly effectiveTo: string | null
  readonly source: string
  readonly verified: string
  readonly title: string
  readonly titleZh: string
}

/** The rows that functions read, each once. */
function parameters(area: string | undefined): ParameterList {
  const rows = new Map<string, ParameterJson>()
  for (const { name } of listFunctions())
    for (const row of showFunction(name).parameters as unknown as readonly ParameterJson[])
      rows.set(`${row.key} ${row.effectiveFrom ?? ''}`, row)
  const items = [...rows.values()]
    .filter(({ key }) => area === undefined || key.startsWith(`${area}.`))
    .map(({ key, value, effectiveFrom, effectiveTo, source, verified, title, titleZh }) => ({
      key,
      value,
      effectiveFrom,
      effectiveTo,
      source,
      verified,
      title: { zh: titleZh, en: title },
    }))
  return { parameterVersion: createHash('sha256').update(parameterVersion(bundledLaw)).digest('hex'), items }
}
