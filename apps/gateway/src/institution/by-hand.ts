import type { RequestStanding } from '@xiezhi/institution-adapter'
import type { RequestExecutor, RequestStore } from '@xiezhi/institution-service'

/** An institution without a core system at the gateway: people carry out what was accepted, and say what came of it. */
export function byHand(records: Pick<RequestStore, 'answer'>): RequestExecutor {
  const standing = async (requestNo: string): Promise<RequestStanding> => {
    const answer = await records.answer(requestNo)
    return answer === undefined ? { state: 'registered' } : { state: 'answered', answer }
  }
  return {
    submit: ({ requestNo }) => standing(requestNo),
    // Nobody has said that it was carried out: nothing is to be undone.
    ask: async (requestNo) => {
      const found = await standing(requestNo)
      return found.state === 'registered' ? { state: 'refused' } : found
    },
  }
}
