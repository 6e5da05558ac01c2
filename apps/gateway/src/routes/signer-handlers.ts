import { mayUse, ROUTE_NAMES, routeOf } from '@xiezhi/gateway-api'
import type { OutboxRow, Preview, RouteName } from '@xiezhi/gateway-api'
import { Ajv } from 'ajv'
import type { ValidateFunction } from 'ajv'
import { GatewayError } from '../gateway-error.ts'
import { requireOwnCase } from '../plugins/sessions.ts'
import type { ActPlan } from '../outbox/act-plan.ts'
import type { Call, Handler, Handlers } from './handler.ts'
import type { Listener } from './listener.ts'
import { signedIn } from './session-handlers.ts'

/** The officer's key, and what it would sign. `acts`: the handlers whose acts can be shown. */
export function signerHandlers(listener: Listener, acts: Handlers): Handlers {
  const { keys } = listener
  return {
    unlockSigner: (call) => keys.unlock(signedIn(call), call.body.passphrase),
    lockSigner: (call) => keys.lock(signedIn(call)),
    previewAct: previewer(listener, acts),
  }
}

/** Runs the act's own handler up to its plan: what is shown is what would be sent, byte for byte. */
function previewer({ config, showings, parts }: Listener, acts: Handlers): Handler<'previewAct'> {
  const check = bodyChecks()
  return async (call): Promise<Preview> => {
    const session = signedIn(call)
    const { act, body = {} } = call.body
    // A copy: what a parameter's text says takes its place, as in a path.
    const params: Record<string, unknown> = { ...call.body.params }
    const name = ROUTE_NAMES.find((one) => one === act && routeOf(one).isAct)
    if (name === undefined)
      throw new GatewayError('INPUT_INVALID', { part: 'body', path: '/act', expected: 'the name of an act' })
    if (!mayUse(name, config.authority, session.roles)) throw new GatewayError('ROLE_MISSING', { route: name })
    const handler = acts[name] as Handler<RouteName> | undefined
    if (handler === undefined) throw new GatewayError('NOT_AVAILABLE', { route: name })
    check(name, 'params', params)
    check(name, 'body', body)
    await requireOwnCase(parts, name, session, { ...(body as object), ...params })
    let preview: Preview | undefined
    const planning = {
      ...session,
      planning: async (act: string, request: never, plan: ActPlan): Promise<OutboxRow> => {
        preview = await showings.show(session, act, request, plan)
        return standIn(act, plan)
      },
    }
    await handler({ ...call, params, body, session: planning } as unknown as Call<RouteName>)
    if (preview === undefined) throw new GatewayError('NOT_AVAILABLE', { route: name })
    return preview
  }
}

/** Nothing has been recorded: nobody sees this row. */
function standIn(act: string, { subject }: ActPlan): OutboxRow {
  return {
    id: '',
    act,
    state: 'recorded',
    isFinal: false,
    subject,
    steps: [],
    refusal: null,
    result: null,
    createdAtMs: 0,
    updatedAtMs: 0,
  }
}

/** Checks with the schemas of the act's route. */
function bodyChecks(): (name: RouteName, part: 'params' | 'body', value: unknown) => void {
  const common = { allErrors: false, strict: false }
  const checkers = { params: new Ajv({ ...common, coerceTypes: true }), body: new Ajv(common) }
  const compiled = new Map<string, ValidateFunction>()
  return (name, part, value) => {
    const key = `${name} ${part}`
    const validate = compiled.get(key) ?? checkers[part].compile(routeOf(name)[part])
    compiled.set(key, validate)
    if (validate(value)) return
    const [first] = validate.errors ?? []
    throw new GatewayError('INPUT_INVALID', {
      part,
      path: first?.instancePath ?? '',
      expected: first?.keyword ?? 'the form of the route',
    })
  }
}
