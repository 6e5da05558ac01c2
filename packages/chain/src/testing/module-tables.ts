import type { JsonSchema, Schema } from '@xiezhi/codec'
import type { Module } from '@xiezhi/kernel'
import { zoneModules } from '../index.ts'
import type { ZoneKind } from '../index.ts'

const KINDS: readonly ZoneKind[] = ['court', 'justice', 'institution']

/** Every module of every zone with what it takes, answers, tells and refuses, as Markdown. */
export function moduleTables(): string {
  const zonesOf = new Map<string, ZoneKind[]>()
  const modules = new Map<string, Module>()
  for (const kind of KINDS) {
    for (const module of zoneModules(kind)) {
      modules.set(module.name, module)
      zonesOf.set(module.name, [...(zonesOf.get(module.name) ?? []), kind])
    }
  }
  const names = [...modules.keys()].sort()
  return names
    .flatMap((name) => {
      const module = modules.get(name)
      return module === undefined ? [] : [sectionOf(module, zonesOf.get(name) ?? [])]
    })
    .join('\n')
}

function sectionOf(module: Module, zones: readonly ZoneKind[]): string {
  const { name, version, messages, queries, events, errors, due = {}, invariants } = module
  return [
    `### ${name}`,
    '',
    `Version ${version}; zones: ${zones.join(', ')}.`,
    '',
    ...table(
      ['message', 'fields'],
      messages.map(({ type, schema }) => [code(type), fieldsOf(schema)]),
    ),
    ...table(
      ['query', 'fields'],
      queries.map((query) => [code(query.name), fieldsOf(query.schema)]),
    ),
    ...table(
      ['error', 'code', 'meaning'],
      Object.values(errors).map((kind) => [code(kind.name), String(kind.code), kind.text]),
    ),
    ...line('Events', events),
    ...line('Effects of time', Object.keys(due)),
    ...line(
      'Invariants',
      invariants.map((invariant) => invariant.name),
    ),
  ].join('\n')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return []
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [row(head), row(head.map(() => '---')), ...rows.map(row), '']
}

function line(what: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`${what}: ${names.map(code).join(' ')}`, '']
}

const code = (text: string): string => `\`${text}\``

/** Names of the fields, with `?` where one may be left out; of variants, each with its own. */
function fieldsOf(schema: Schema<never>): string {
  const shape = schema.describe()
  const variants = (shape['oneOf'] ?? shape['anyOf']) as readonly JsonSchema[] | undefined
  const found = (variants ?? [shape]).map(namesOf).filter((names) => names !== '')
  return found.length === 0 ? '—' : found.join(' or ')
}

function namesOf(shape: JsonSchema): string {
  const required = (shape['required'] ?? []) as readonly string[]
  const names = Object.keys((shape['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>)
  return names.map((name) => code(required.includes(name) ? name : `${name}?`)).join(' ')
}
