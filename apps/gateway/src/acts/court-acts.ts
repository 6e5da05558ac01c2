import type { Message } from '@xiezhi/kernel'
import type { Listener } from '../routes/listener.ts'
import type { CaseViews } from '../views/case-view.ts'
import type { ActPlans } from './act-plans.ts'
import { verificationAct } from './verification-act.ts'

/** Acts of the court. */
export function courtPlans(listener: Listener, cases: CaseViews): ActPlans {
  return {
    verifyLawyer: ({ params, body, session }) => verificationAct(listener, cases, session, params.caseId, body),
    registerFormerStaff: ({ body: { name, ...fields } }) => {
      const text = listener.texts.salted('formerStaff', name)
      return Promise.resolve({
        act: 'registerFormerStaff',
        subject: { kind: 'former-staff', id: fields.serial },
        messages: [{ type: 'case/RegisterFormerStaff', value: { ...fields, commitment: text.digest } }],
        then: 'done',
        prepare: () => listener.texts.keep([{ serial: fields.serial, text }]),
      })
    },
  }
}

/** Acts of either authority. */
export const alarmPlans: ActPlans = {
  resolveAlarm: ({ params: { source, alarmId }, body: { resolution, documentDigest = null } }) => {
    const messages: Readonly<Record<typeof source, Message>> = {
      case: { type: 'case/CompleteTask', value: { taskId: alarmId, resolution, resolutionDigest: documentDigest } },
      query: { type: 'query/ResolveAlarm', value: { alarmId, resolution } },
      governance: { type: 'governance/CloseAlarm', value: { alarmId, resolution } },
    }
    return Promise.resolve({
      act: 'resolveAlarm',
      subject: { kind: 'alarm', id: `${source}:${alarmId}` },
      messages: [messages[source]],
      then: 'done',
    })
  },
}
