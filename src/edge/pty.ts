import { type ChildProcess, spawn } from 'node:child_process'
import { readlinkSync, renameSync, symlinkSync, unlinkSync } from 'node:fs'
import type { Readable, Writable } from 'node:stream'

/** A pseudo terminal: a serial line whose far end is in our hands. */
export type Pty = {
  /** The device that a reader opens, raw and without echo: the link where one was asked for. */
  readonly path: string
  /** Puts bytes on the line. False says that the reader is behind: `onDrain` tells when it has caught up. */
  write(bytes: Uint8Array | string): boolean
  onDrain(callback: () => void): void
  /** What the reader's side wrote to us; bytes from before the call are handed over at once. */
  onData(callback: (bytes: Uint8Array) => void): void
  /** Pulls the cable: the reader's side hangs up and the device is gone. Bytes of the last few milliseconds are lost, as on a real line. */
  close(): Promise<void>
}

// `script` gives its command a pty and copies both ways, so no native code is needed. The command makes the line raw,
// names it, and keeps it open until we go, in whatever way, because then its descriptor 3 ends.
const HOLD = 'stty raw -echo && tty && read _ <&3'

/**
 * Makes a pty by `script` of bsdutils, which every Debian has. `link` is a path to be reached by as well: it replaces a
 * symbolic link that is there and goes at close, as the stable name of an adapter does. Rejects where `script` is missing.
 */
export const openPty = async (options: { readonly link?: string } = {}): Promise<Pty> => {
  const child = spawn('script', ['-qfc', HOLD, '/dev/null'], {
    stdio: ['pipe', 'pipe', 'ignore', 'pipe'],
    env: { ...process.env, SHELL: '/bin/sh' },
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const input = child.stdin as Writable
  const output = child.stdout as Readable
  const hold = child.stdio[3] as Writable
  // A write that meets the pulled cable is no error here: the reader's side tells it.
  for (const stream of [input, hold]) stream.on('error', () => {})

  const { device, rest } = await firstLine(child, output)
  const { link } = options
  if (link !== undefined) {
    try {
      replaceLink(device, link)
    } catch (error) {
      child.kill()
      const { code } = error as NodeJS.ErrnoException
      throw new Error(`cannot make the link ${link} (${code}): name one in a folder that is there and can be written`)
    }
  }
  let early: Uint8Array[] | undefined = rest.length > 0 ? [rest] : []
  output.on('data', (bytes: Uint8Array) => early?.push(bytes))

  return {
    path: link ?? device,
    write: (bytes) => input.write(bytes),
    onDrain: (callback) => void input.once('drain', callback),
    onData: (callback) => {
      for (const bytes of early ?? []) callback(bytes)
      early = undefined
      output.on('data', callback)
    },
    close: async () => {
      if (link !== undefined) removeLink(device, link)
      child.kill('SIGKILL')
      hold.destroy()
      await ended
    },
  }
}

const firstLine = (child: ChildProcess, output: Readable): Promise<{ device: string; rest: Buffer }> =>
  new Promise((resolve, reject) => {
    let seen = Buffer.alloc(0)
    const onData = (bytes: Buffer): void => {
      seen = Buffer.concat([seen, bytes])
      const end = seen.indexOf('\n')
      if (end < 0) return
      output.off('data', onData)
      resolve({ device: seen.toString('latin1', 0, end).trim(), rest: seen.subarray(end + 1) })
    }
    output.on('data', onData)
    child.once('error', (error) =>
      reject(new Error(`cannot make a pty: ${error.message}: install the package bsdutils, which has "script"`)),
    )
    child.once('exit', (code) => reject(new Error(`cannot make a pty: "script" ended with status ${code}`)))
  })

const replaceLink = (target: string, link: string): void => {
  const fresh = `${link}.${process.pid}.new`
  symlinkSync(target, fresh)
  renameSync(fresh, link)
}

const removeLink = (target: string, link: string): void => {
  try {
    if (readlinkSync(link) === target) unlinkSync(link)
  } catch {
    // Somebody else has taken it away: what was wanted.
  }
}
