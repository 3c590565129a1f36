/** Who holds a serial device: read from /proc and /run/lock, as far as this user may see. */
import { readdir, readFile, readlink, realpath, stat } from 'node:fs/promises'
import { basename } from 'node:path'

export type Holder = {
  readonly pid: number
  /** Program and first argument, without folders: `minicom ttyUSB0`. */
  readonly command: string
  /** `locked`: with flock(), as serialport does; `lock-file`: in /run/lock, as minicom does; else merely `open`. */
  readonly how: 'locked' | 'lock-file' | 'open'
}

/** Those who hold the device at `path`, this process included, each once, those with a lock first. */
export const holdersOf = async (path: string, root = ''): Promise<Holder[]> => {
  const device = await realpath(path).catch(() => path)
  const found = [
    ...(await flockers(device, root)).map((pid) => ({ pid, how: 'locked' as const })),
    ...(await lockFileOwner(device, root)).map((pid) => ({ pid, how: 'lock-file' as const })),
    ...(await openers(device, root)).map((pid) => ({ pid, how: 'open' as const })),
  ]
  const first = found.filter(({ pid }, index) => found.findIndex((other) => other.pid === pid) === index)
  return Promise.all(first.map(async ({ pid, how }) => ({ pid, how, command: await commandOf(pid, root) })))
}

const listing = (folder: string): Promise<string[]> => readdir(folder).catch(() => [])
const text = (file: string): Promise<string> => readFile(file, 'latin1').catch(() => '')

const openers = async (device: string, root: string): Promise<number[]> => {
  const pids = (await listing(`${root}/proc`)).filter((name) => /^\d+$/.test(name))
  const held = await Promise.all(
    pids.map(async (pid) => {
      const folder = `${root}/proc/${pid}/fd`
      for (const fd of await listing(folder)) {
        if ((await readlink(`${folder}/${fd}`).catch(() => '')) === device) return true
      }
      return false
    }),
  )
  return pids.filter((_, index) => held[index]).map(Number)
}

// A line of /proc/locks: `1: FLOCK  ADVISORY  WRITE 1234 00:18:5 0 EOF`, device in hexadecimal, inode in decimal.
const flockers = async (device: string, root: string): Promise<number[]> => {
  const node = await stat(device).catch(() => undefined)
  if (node === undefined) return []
  const major = (node.dev >> 8) & 0xfff
  const minor = (node.dev & 0xff) | ((node.dev >> 12) & 0xfff00)
  const hex = (value: number): string => value.toString(16).padStart(2, '0')
  const lock = new RegExp(`^\\d+: FLOCK .* (\\d+) ${hex(major)}:${hex(minor)}:${node.ino} `)
  return (await text(`${root}/proc/locks`))
    .split('\n')
    .map((line) => Number(lock.exec(line)?.[1] ?? 0))
    .filter((pid) => pid > 0)
}

const lockFileOwner = async (device: string, root: string): Promise<number[]> => {
  const pid = Number.parseInt(await text(`${root}/run/lock/LCK..${basename(device)}`), 10)
  // A file that its owner left behind locks nothing.
  return pid > 0 && (await text(`${root}/proc/${pid}/comm`)) !== '' ? [pid] : []
}

const commandOf = async (pid: number, root: string): Promise<string> => {
  const words = (await text(`${root}/proc/${pid}/cmdline`)).split('\0').filter((word) => word !== '')
  const [program = '', argument = '-'] = words
  // Not more of it: an argument further on may be a secret.
  if (program !== '') return argument.startsWith('-') ? basename(program) : `${basename(program)} ${basename(argument)}`
  return (await text(`${root}/proc/${pid}/comm`)).trim()
}
