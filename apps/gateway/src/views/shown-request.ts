import { controlItem, controlRequest } from '@xiezhi/control-interface'
import type { ControlRequest } from '@xiezhi/control-interface'
import type { InstitutionOrderView } from '@xiezhi/gateway-api'

type ShownRequest = NonNullable<InstitutionOrderView['request']>

/** Every field of the request under its name in the dictionary. */
export function shownRequest(request: ControlRequest): ShownRequest {
  const { items = [], ...head } = request
  return {
    fields: fieldsOf(controlRequest.fields, head),
    items: items.map((item) => ({ fields: fieldsOf(controlItem.fields, item) })),
  }
}

function fieldsOf(
  fields: (typeof controlRequest)['fields'],
  model: Readonly<Record<string, unknown>>,
): ShownRequest['fields'][number][] {
  return Object.entries(model).flatMap(([id, value]) => {
    const field = fields[id]
    if (field === undefined || (typeof value !== 'string' && typeof value !== 'number')) return []
    const words = field.kind.words?.get(String(value)) ?? null
    return [{ key: field.key, label: { zh: field.zh, en: id }, value: String(value), words }]
  })
}
