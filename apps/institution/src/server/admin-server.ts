import { integer, object, optional, string } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { behaviourList } from '../behaviours.ts'
import { deposit, withdraw } from '../change-quantity.ts'
import type { InstitutionContext } from '../context.ts'
import { InstitutionError } from '../institution-error.ts'
import { settleDeductions } from '../settle.ts'
import { listenForSetUp } from './listening.ts'
import type { Listening } from './listening.ts'

const short = string({ bytesMin: 1, bytesMax: 64 })
const behaviourBody = object({ behaviours: behaviourList })
const dateBody = object({ today: string({ bytesMin: 10, bytesMax: 10, pattern: /^\d{4}-\d{2}-\d{2}$/ }) })
const quantityBody = object({
  assetNo: short,
  subAccount: optional(short),
  securityCode: optional(short),
  quantity: integer({ min: 1 }),
})

/** The door for whoever sets the simulation up: behaviours, the holder's own payments, the day, backup. Loopback only. */
export async function serveAdmin(context: InstitutionContext, port: number): Promise<Listening> {
  return listenForSetUp((path, body) => act(context, path, body), port)
}

async function act(context: InstitutionContext, path: string, body: Json): Promise<Json> {
  switch (path) {
    case '/behaviours':
      context.behaviours.set(behaviourBody.parse(body).behaviours)
      return {}
    case '/deposit':
      return { quantity: await deposit(context, ...quantityOf(body)) }
    case '/withdraw':
      return { quantity: await withdraw(context, ...quantityOf(body)) }
    case '/settle':
      return { settled: await settleDeductions(context) }
    case '/backup':
      await context.store.backUp()
      return {}
    case '/restore':
      await context.store.restore()
      context.calendar.endedOn = undefined
      return {}
    case '/date':
      context.calendar.set(dateBody.parse(body).today)
      return { today: context.calendar.today() }
    default:
      throw new InstitutionError('ROUTE_UNKNOWN')
  }
}

function quantityOf(body: Json): [{ assetNo: string; subAccount: string; securityCode: string }, number] {
  const { assetNo, subAccount = '', securityCode = '', quantity } = quantityBody.parse(body)
  return [{ assetNo, subAccount, securityCode }, quantity]
}
