/** The last step of the build: the firmware profiles that ship, as JSON beside the program. */
import { compileAhead } from './compiled-profiles.ts'
import { profileFiles, shippedProfiles } from './profiles.ts'

compileAhead(profileFiles(shippedProfiles()))
