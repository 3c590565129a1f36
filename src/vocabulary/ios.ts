/** What Cisco prints: names of states and events of `debug crypto isakmp` (Cisco document 5409 and REFERENCE 2.1 to 2.3). */

/** IKE states that belong to quick mode: they say nothing of phase 1 but that it was complete. */
export const isQuickModeState = (state: string): boolean => state.startsWith('IKE_QM_')

/** The state in which quick mode is done. */
export const PHASE2_COMPLETE = 'IKE_QM_PHASE2_COMPLETE'

/** The state in which phase 1 is done. */
export const COMPLETE = 'IKE_P1_COMPLETE'

/** The state of an SA that is being destroyed. */
export const DESTROYED = 'IKE_DEST_SA'

/** The state before and after any negotiation. */
export const READY = 'IKE_READY'

/** IOS 12.2 has no name for IKE_I_MM6 and prints this. */
export const UNNAMED = 'UNKNOWN'

/** SA states of packet lines in which phase 1 is up: quick mode, XAUTH, mode configuration and GDOI (GET VPN) run over it. */
export const isUpState = (saState: string): boolean =>
  saState.startsWith('QM_IDLE') || saState.startsWith('CONF_') || saState.startsWith('GDOI_')
