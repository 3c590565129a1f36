/** All step tables of an ASA by name. */
import type { Row } from '../../table.ts'
import { MAIN_MODE } from '../main-mode.ts'
import { AFTER } from './after.ts'
import { AGGRESSIVE } from './aggressive.ts'
import { MAIN } from './main.ts'
import { PAYLOADS } from './payloads.ts'
import { QUICK_MODE } from './quick-mode.ts'
import { REFUSAL } from './refusal.ts'
import { STUCK } from './stuck.ts'
import { XAUTH } from './xauth.ts'

export const ASA_STEPS: { readonly [name: string]: readonly Row[] } = {
  ...MAIN,
  ...MAIN_MODE,
  ...PAYLOADS,
  ...AGGRESSIVE,
  ...QUICK_MODE,
  ...STUCK,
  ...AFTER,
  ...REFUSAL,
  ...XAUTH,
}
