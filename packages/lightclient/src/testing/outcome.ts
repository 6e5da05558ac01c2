import { LightClientError } from '../light-client-error.ts'

/** The code of the LightClientError that `run` throws, or 'accepted'. Any other error passes through. */
export function outcome(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof LightClientError) return error.code
    throw error
  }
  return 'accepted'
}
