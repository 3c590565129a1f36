/** Main mode whole, message by message, whichever family prints it. */
import { table } from '../table.ts'

export const MAIN_MODE = {
  'i-main': table(`
    | step | i-s1
    | step | i-r2
    | step | i-s3
    | step | i-r4
    | step | i-s5
    | step | i-r6
  `),

  'r-main': table(`
    | step | r-r1
    | step | r-s2
    | step | r-r3
    | step | r-s4
    | step | r-r5
    | step | r-s6
  `),
}
