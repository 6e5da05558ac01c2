import { CodecError, decodeCanonical, encodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'

type Mutation<T> = readonly [path: string, changed: T]

/** Every change of one field of a document: another value, removed, an unknown one beside it. */
export function* fieldMutations(json: Json, path = ''): Generator<Mutation<Json>> {
  if (Array.isArray(json)) {
    const list = json as readonly Json[]
    for (const [at, item] of list.entries()) {
      yield [`${path}/${at} removed`, list.filter((_, index) => index !== at)]
      yield [`${path}/${at} twice`, [...list.slice(0, at), item, ...list.slice(at)]]
      for (const [where, changed] of fieldMutations(item, `${path}/${at}`))
        yield [where, list.map((entry, index) => (index === at ? changed : entry))]
    }
    return
  }
  if (typeof json === 'object' && json !== null) {
    const fields = json as Readonly<Record<string, Json>>
    const entries = Object.entries(fields)
    yield [`${path}/added`, { ...fields, added: null }]
    for (const [name, value] of entries) {
      yield [`${path}/${name} removed`, Object.fromEntries(entries.filter(([other]) => other !== name))]
      for (const [where, changed] of fieldMutations(value, `${path}/${name}`))
        yield [where, { ...fields, [name]: changed }]
    }
    return
  }
  yield [`${path} changed`, changedScalar(json)]
  if (json !== null) yield [`${path} null`, null]
}

function changedScalar(json: string | number | boolean | null): Json {
  if (typeof json === 'string') return json === '' ? 'x' : `${json.slice(0, -1)}${json.endsWith('A') ? 'B' : 'A'}`
  if (typeof json === 'number') return json + 1
  return json === null ? 'x' : !json
}

/** The same of a record's value; a value that is no document is cut, flipped and lengthened. */
export function* valueMutations(value: Uint8Array | null): Generator<Mutation<Uint8Array | null>> {
  if (value === null) return
  yield ['absent', null]
  let json: Json
  try {
    json = decodeCanonical(value)
  } catch (error) {
    if (!(error instanceof CodecError)) throw error
    yield ['cut', value.slice(1)]
    yield ['longer', Uint8Array.of(...value, 0)]
    yield ['flipped', value.map((byte, at) => (at === 0 ? byte ^ 1 : byte))]
    return
  }
  for (const [path, changed] of fieldMutations(json)) yield [path, encodeCanonical(changed)]
}
