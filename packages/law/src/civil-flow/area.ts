import { judicialConfirmation } from './judicial-confirmation.ts'
import { mediationWindow } from './mediation-window.ts'

/** Civil and commercial collaboration (民商事协同). */
export const civilFlow = { judicialConfirmation, mediationWindow }
