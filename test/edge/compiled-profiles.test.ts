import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { compileAhead, compiledValue } from '../../src/edge/compiled-profiles.ts'
import { loadProfiles, profileFiles, shippedProfiles } from '../../src/edge/profiles.ts'
import { parseYaml } from '../../src/edge/yaml.ts'

const compiled = suite('compiled profiles')

compiled.before(() => compileAhead(profileFiles(shippedProfiles())))

compiled('what was compiled at build time is what the YAML says', () => {
  for (const file of profileFiles(shippedProfiles())) {
    const text = readFileSync(file, 'utf8')
    assert.equal(compiledValue(text), parseYaml(text).value, file)
  }
})

compiled('a profile edited after the build is read as it stands', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ikewatch-profiles-'))
  try {
    for (const file of profileFiles(shippedProfiles())) {
      const text = readFileSync(file, 'utf8').replace(/^title: .*$/m, 'title: edited here')
      writeFileSync(join(folder, basename(file)), text)
      assert.is(compiledValue(text), undefined)
    }
    const { profiles, problems } = loadProfiles([folder])
    assert.equal(problems, [])
    assert.ok(profiles.length > 0)
    assert.ok(profiles.every(({ profile }) => profile.title === 'edited here'))
  } finally {
    rmSync(folder, { recursive: true })
  }
})

compiled.run()
