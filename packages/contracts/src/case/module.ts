import { sameLayout } from '@xiezhi/kernel'
import type { Module } from '@xiezhi/kernel'
import { noteActs } from '../acts.ts'
import { errors } from './errors.ts'
import { EVENTS } from './events.ts'
import { initGenesis } from './genesis.ts'
import { addParty } from './handlers/add-party.ts'
import { closeCase } from './handlers/close-case.ts'
import { completeTask } from './handlers/complete-task.ts'
import { decideConflict } from './handlers/decide-conflict.ts'
import { endPowers } from './handlers/end-powers.ts'
import { enterAgent } from './handlers/enter-agent.ts'
import { openCase } from './handlers/open-case.ts'
import { openFileAccess } from './handlers/open-file-access.ts'
import { tellOverdue } from './handlers/raise-task.ts'
import { freezeAccess } from './handlers/receive-status-event.ts'
import { recordAct } from './handlers/record-act.ts'
import { recordConflict } from './handlers/record-conflict.ts'
import { registerFormerStaff } from './handlers/register-former-staff.ts'
import { registerServingStaff } from './handlers/register-serving-staff.ts'
import { registerStaffRelative } from './handlers/register-staff-relative.ts'
import { renewVerifications } from './handlers/renew-verifications.ts'
import { startHearing } from './handlers/start-hearing.ts'
import { stopAgent } from './handlers/stop-agent.ts'
import { verifyAgent } from './handlers/verify-agent.ts'
import { invariants } from './invariants.ts'
import type { CasePorts } from './ports.ts'
import { queries } from './queries.ts'
import * as state from './state.ts'

/** Cases with their agents, verifications and tasks (意见, article 18): the court zone. */
export function caseModule(ports: CasePorts): Module {
  return {
    name: 'case',
    version: 3,
    errors,
    events: EVENTS,
    messages: noteActs(
      [
        openCase(ports),
        addParty(ports),
        enterAgent(ports),
        verifyAgent(ports),
        openFileAccess(ports),
        endPowers(ports),
        stopAgent(ports),
        startHearing(ports),
        recordAct(ports),
        registerFormerStaff(ports),
        registerStaffRelative(ports),
        registerServingStaff(ports),
        recordConflict(ports),
        decideConflict(ports),
        completeTask(ports),
        closeCase(ports),
      ],
      ports.noteAct,
    ),
    queries,
    due: { overdue: tellOverdue, freeze: freezeAccess, calendar: renewVerifications(ports) },
    invariants,
    // To 3: a verification may say which years it rests on; those of before say none.
    migrations: [sameLayout('case', 2, state), { to: 3, run: () => undefined }],
    initGenesis,
  }
}
