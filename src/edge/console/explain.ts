/** Why a console cannot be had, in the words of an operator, with the mend. */
import { constants, type Stats } from 'node:fs'
import { access, readFile, readlink, stat } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { basename } from 'node:path'
import { type Holder, holdersOf } from '../holders.ts'
import { presentDevices } from '../ports.ts'
import type { Failure } from './source.ts'

const lost = (why: string): Failure => ({ state: 'lost', why })

/** What stands in the way of opening a device, found without touching it; undefined where nothing does. */
export const obstacle = async (path: string): Promise<Failure | undefined> => {
  const node = await stat(path).catch(() => undefined)
  if (node === undefined)
    return lost(
      missing(
        path,
        (await presentDevices()).map((port) => port.byId ?? port.path),
      ),
    )
  if (!node.isCharacterDevice() || (await isOtherDevice(node)))
    return lost(`${path} is not a serial device: set "device" to one that "ikewatch ports" lists.`)
  const permitted = await access(path, constants.R_OK | constants.W_OK).then(
    () => true,
    () => false,
  )
  return permitted ? undefined : lost(forbidden(path, await groupWithRights(node), userInfo().username))
}

/** Linux says of each device what it is; a pty is listed nowhere. */
const isOtherDevice = async ({ rdev }: Stats): Promise<boolean> => {
  const [major, minor] = [(rdev >> 8) & 0xfff, (rdev & 0xff) | ((rdev >> 12) & 0xfff00)]
  const kind = await readlink(`/sys/dev/char/${major}:${minor}/subsystem`).catch(() => 'tty')
  return basename(kind) !== 'tty'
}

export const missing = (path: string, there: readonly string[]): string =>
  there.length === 0
    ? `There is no ${path} and no other serial device: plug the adapter in; it is opened as soon as it is there.`
    : `There is no ${path}: plug the adapter in, or set "device" to one that is there: ${there.join(', ')}.`

/** `group` is one whose members may open the device, undefined where there is none. */
export const forbidden = (path: string, group: string | undefined, user: string): string =>
  group === undefined
    ? `User ${user} may not open ${path}, and no group may: give it to the group dialout by a udev rule.`
    : `User ${user} may not open ${path}: run "sudo usermod -aG ${group} ${user}", then log in again or restart the service.`

const GROUP_RIGHTS = 0o060

const groupWithRights = async ({ gid, mode }: Stats): Promise<string | undefined> => {
  if (gid === 0 || (mode & GROUP_RIGHTS) !== GROUP_RIGHTS) return undefined
  const groups = await readFile('/etc/group', 'utf8').catch(() => '')
  return new RegExp(`^([^:]+):[^:]*:${gid}:`, 'm').exec(groups)?.[1]
}

/** So many are named; of more, how many. */
const MOST_NAMED = 3

const namedOf = (holders: readonly Holder[]): string => {
  const names = holders.slice(0, MOST_NAMED).map(({ pid, command }) => `${command} (pid ${pid})`)
  const more = holders.length - names.length
  return [...names, ...(more > 0 ? [`${more} more`] : [])].join(', ')
}

/** Somebody holds the device: who, as far as this user may see. */
export const busy = (path: string, holders: readonly Holder[]): Failure => {
  const others = holders.filter(({ pid }) => pid !== process.pid)
  // On a pty its maker has it open as well: the one with the lock is meant.
  const locking = others.filter(({ how }) => how !== 'open')
  const named = namedOf(locking.length > 0 ? locking : others)
  const own = holders.some(({ pid, how }) => pid === process.pid && how === 'locked')
  const why = own
    ? `${path} is read by another console of this agent: give each console a device of its own.`
    : named === ''
      ? `${path} is in use by a program that this user may not see: run "sudo fuser -v ${path}" and end it.`
      : `${path} is in use by ${named}: end it, and the console is opened.`
  return { state: 'locked', why }
}

/** Why serialport could not open a device that nothing seemed to stand in the way of. */
export const openFailure = async (path: string, message: string): Promise<Failure> => {
  if (/Cannot lock port|resource busy/i.test(message)) return busy(path, await holdersOf(path))
  const found = await obstacle(path)
  if (found !== undefined) return found
  if (/Inappropriate ioctl/i.test(message))
    return lost(`${path} is not a serial device: set "device" to one that "ikewatch ports" lists.`)
  return lost(
    `${path} cannot be opened (${message.replace(/^Error:? /, '').replace(/, cannot open .*$/, '')}): unplug the adapter and plug it in again.`,
  )
}

/** A line that was open and has ended. */
export const goneAway = (path: string): Failure =>
  lost(`${path} hung up: the adapter was unplugged or its driver gave up; plug it in and it is opened again.`)

export const rateRefused = (path: string, wanted: number, got: number): Failure =>
  lost(`${path} cannot do ${wanted} baud and stays at ${got}: set "baud" to a rate that the adapter can do.`)

/** Why what comes is no text. */
export const rubbish = (percent: number, parity: boolean, ownDevice: boolean): string => {
  if (parity)
    return `${percent} % of the bytes have their eighth bit set: set "databits 8" and "parity none" on the router's console line.`
  const mend = ownDevice
    ? 'set "baud" to the rate of the router, or to auto'
    : 'set the rate of the router at the console server'
  return `${percent} % of the bytes are no text, most likely because the baud rate is wrong: ${mend}.`
}

export const silence = (silentAfter: number, ownDevice: boolean): string =>
  `Nothing came for ${spoken(silentAfter)}: check the cable, the router's power and its "logging console debugging"` +
  (ownDevice ? '; the device is opened anew each time.' : '.')

const spoken = (ms: number): string =>
  ms < 120_000 ? `${Math.round(ms / 100) / 10} s` : `${Math.round(ms / 60_000)} min`
