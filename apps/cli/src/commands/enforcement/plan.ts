import type { Json } from '@xiezhi/codec'
import { bundledLaw, evaluate } from '@xiezhi/law'
import { Output } from '../../output.ts'
import { shown } from '../../zone/shown.ts'
import { Workspace } from '../../zone/workspace.ts'
import type { JsonObject } from '../../zone/zone-session.ts'
import { lawful } from '../law/lawful.ts'
import { centsArgument, partsOf, readEnforcement, usage, yuan } from './parts.ts'

export interface PlanOptions {
  readonly case: string
  readonly asset: readonly string[]
  readonly json?: boolean
}

/** What to control of what was found, by the law library; amounts found stay here. */
export async function plan(options: PlanOptions): Promise<number> {
  const out = new Output(options)
  const assets = options.asset.map(assetOf)
  return Workspace.use(async (workspace) => {
    const court = await workspace.session('court')
    const { caseRef } = await readEnforcement(court, options.case)
    const { totalCents = 0 } = (await court.queryObject('enforcement/target', { caseRef })) ?? {}
    const facts = { targetCents: totalCents, assets } as Json
    const { output } = lawful(() => evaluate('measure.allocate', facts, bundledLaw))
    const { controls, reasons, remainingCents, overCents, verdict } = output as unknown as Allocation
    for (const { assetId, cents, whole } of controls)
      out.say(whole ? 'planWhole' : 'planAmount', { asset: assetId, amount: yuan(cents) })
    for (const { assetId } of assets.filter((one) => !controls.some((control) => control.assetId === one.assetId)))
      out.say('planNot', { asset: assetId })
    for (const { code, rule } of reasons) out.say('planReason', { code, rule })
    out.say('planSum', { target: yuan(Number(totalCents)), remaining: yuan(remainingCents), over: yuan(overCents) })
    out.document({ caseRef, verdict: shown(verdict), targetCents: totalCents, ...(output as JsonObject) })
    return 0
  })
}

interface Allocation {
  readonly verdict: string
  readonly controls: readonly { readonly assetId: string; readonly cents: number; readonly whole: boolean }[]
  readonly reasons: readonly { readonly code: string; readonly rule: string }[]
  readonly remainingCents: number
  readonly overCents: number
}

/** `land:REAL_ESTATE:1100000:300000:whole`: name, kind, value, what stands before it. @throws CliError USAGE */
function assetOf(text: string): {
  readonly assetId: string
  readonly kind: string
  readonly availableCents: number
  readonly encumberedCents: number
  readonly divisible: boolean
} {
  const form = 'name:kind:yuan[:encumbered yuan][:whole]'
  const parts = partsOf(text, form, [3, 4, 5])
  const whole = parts.at(-1) === 'whole'
  const [assetId = '', kind = '', available = '', encumbered = '0', ...rest] = whole ? parts.slice(0, -1) : parts
  if (rest.length > 0) throw usage(`${form} expected, seen ${text.slice(0, 80)}`)
  return {
    assetId,
    kind,
    availableCents: centsArgument(available),
    encumberedCents: centsArgument(encumbered),
    divisible: !whole,
  }
}
