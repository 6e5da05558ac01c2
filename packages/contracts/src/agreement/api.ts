import type { ReadContext } from '@xiezhi/kernel'
import { runs } from './state.ts'

/** What a module calls whose records run under a machine. */
export { planProgramStep, planStep, takeStep } from './handlers/take-step.ts'
export type { AskedStep, StepFacts, StepPlan } from './handlers/take-step.ts'
export { validateMachine } from './handlers/validate-machine.ts'

/** The state of a subject; undefined before its first step. */
export function stateOf({ store }: ReadContext, machineId: string, subject: string): string | undefined {
  return runs(store).get(machineId, subject)?.state
}
