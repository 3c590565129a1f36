/** All step tables by name; a scenario plays them with the operation `step`. */
import type { Row } from '../table.ts'
import { AFTER } from './after.ts'
import { AGGRESSIVE } from './aggressive.ts'
import { KEYING } from './keying.ts'
import { MAIN_INITIATOR } from './main-initiator.ts'
import { MAIN_MODE } from './main-mode.ts'
import { MAIN_RESPONDER } from './main-responder.ts'
import { QUICK_MODE } from './quick-mode.ts'
import { REFUSAL } from './refusal.ts'
import { RETRANSMISSION } from './retransmission.ts'
import { ROUTER } from './router.ts'
import { SETUP } from './setup.ts'
import { XAUTH } from './xauth.ts'

export const STEPS: { readonly [name: string]: readonly Row[] } = {
  ...SETUP,
  ...KEYING,
  ...MAIN_INITIATOR,
  ...MAIN_RESPONDER,
  ...MAIN_MODE,
  ...AGGRESSIVE,
  ...QUICK_MODE,
  ...RETRANSMISSION,
  ...AFTER,
  ...REFUSAL,
  ...XAUTH,
  ...ROUTER,
}
