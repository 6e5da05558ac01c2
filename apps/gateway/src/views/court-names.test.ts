import type { OrderAnnex } from '@xiezhi/institution-service'
import { expect, test } from 'vitest'
import { courtNames } from './court-names.ts'

/** Annexes that have nothing but the court's name, of the orders named `court-a 3` and so on; of others there is none. */
function annexesOf(names: Readonly<Record<string, string | null>>): {
  readonly asked: string[]
  annexOf(orderId: string): Promise<OrderAnnex | undefined>
} {
  const asked: string[] = []
  const annexOf = (orderId: string): Promise<OrderAnnex | undefined> => {
    asked.push(orderId)
    const courtName = names[orderId]
    if (courtName === undefined) return Promise.resolve(undefined)
    return Promise.resolve({ request: courtName === null ? null : { courtName } } as OrderAnnex)
  }
  return { asked, annexOf }
}

const order = (court: string, number: number): { court: string; orderId: string } => ({
  court,
  orderId: `${court} ${String(number)}`,
})

test('a court has the name of the first annex that says it; one whose annexes have none has none', async () => {
  const annexes = annexesOf({ 'court-a 2': null, 'court-a 3': '示例法院', 'court-a 4': '示例法院' })
  const orders = [order('court-a', 1), order('court-b', 1), ...[2, 3, 4].map((number) => order('court-a', number))]
  const names = await courtNames(annexes, orders)
  expect([...names]).toEqual([
    ['court-a', '示例法院'],
    ['court-b', null],
  ])
  expect(annexes.asked.sort()).toEqual(['court-a 1', 'court-a 2', 'court-a 3', 'court-b 1'])
})

test('of a court with many orders that none names, eight annexes are opened', async () => {
  const annexes = annexesOf({})
  const orders = Array.from({ length: 20 }, (_, number) => order('court-a', number))
  expect([...(await courtNames(annexes, [...orders, ...orders]))]).toEqual([['court-a', null]])
  expect(annexes.asked).toHaveLength(8)
})
