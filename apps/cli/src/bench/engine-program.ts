import { findEngine } from '@xiezhi/host/comet'
import { HostError } from '@xiezhi/host/embedded'
import { Home } from '../config/home.ts'

/** The engine that `up` would run; undefined where there is none. */
export async function engineProgram(): Promise<string | undefined> {
  try {
    return (await findEngine(new Home().programs)).path
  } catch (error) {
    if (error instanceof HostError) return undefined
    throw error
  }
}
