import type { RouteOutput, Routes } from '@xiezhi/gateway-api'

export type FunctionSummary = RouteOutput<Routes['listLawFunctions']>['items'][number]

interface Area {
  readonly area: string
  readonly functions: readonly FunctionSummary[]
}

/** Functions whose name or question has the word, in the areas and the order in which they came. */
export function byArea(items: readonly FunctionSummary[], word: string): readonly Area[] {
  const wanted = word.trim().toLowerCase()
  const fits = ({ name, question }: FunctionSummary): boolean =>
    [name, question.zh, question.en].some((text) => text.toLowerCase().includes(wanted))
  const areas = new Map<string, FunctionSummary[]>()
  for (const item of items.filter(fits)) areas.set(item.area, [...(areas.get(item.area) ?? []), item])
  return [...areas].map(([area, functions]) => ({ area, functions }))
}
