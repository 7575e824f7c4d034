import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { openPromise } from 'yauzl';

/** Another's program that reads ZIP files. */
export interface Unzipper {
  name: string;
  /** What is asked to learn whether it is there. */
  probe: [command: string, ...args: string[]];
  /**
   * Reads every byte of every archive, checking CRCs; they lie in one folder, which holds nothing else.
   * @returns the names in each, in their order, where the program tells them in Unicode
   * @throws Error with what the program complains of
   */
  test(paths: readonly string[]): Map<string, string[]> | undefined;
}

/** Arguments are only so long. */
const AT_ONCE = 200;
const UTF8 = { ...process.env, LC_ALL: 'C.UTF-8', PYTHONIOENCODING: 'utf-8' };

function run(command: string, args: readonly string[], input?: Buffer): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    env: UTF8,
    maxBuffer: 256 * 1024 ** 2,
    ...(input && { input }),
  });
  if (error) throw error;
  if (status !== 0)
    throw new Error(`${command} ended with ${status}:\n${stdout.slice(-2000)}\n${stderr.slice(-2000)}`);
  return `${stdout}\n${stderr}`;
}

/** Lines `path<TAB>name`. */
function namesIn(output: string): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const line of output.split('\n')) {
    const [path, name] = line.split('\t');
    if (path === undefined || name === undefined) continue;
    const own = names.get(path) ?? [];
    own.push(name);
    names.set(path, own);
  }
  return names;
}

function inTurns(paths: readonly string[], test: (some: readonly string[]) => string): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (let at = 0; at < paths.length; at += AT_ONCE)
    for (const [path, own] of namesIn(test(paths.slice(at, at + AT_ONCE)))) names.set(path, own);
  return names;
}

const PYTHON = `
import sys, zipfile
for path in sys.argv[1:]:
    with zipfile.ZipFile(path) as z:
        bad = z.testzip()
        if bad is not None: raise SystemExit(f'{path}: {bad} is damaged')
        for info in z.infolist(): print(path, info.filename, sep='\\t')
`;

/** As a stream: by the local headers alone, without the central directory. */
const JAVA = `
import java.io.*; import java.util.zip.*;
public class Unzip {
  public static void main(String[] paths) throws Exception {
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, "UTF-8");
    byte[] buffer = new byte[1 << 16];
    for (String path : paths) try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(new FileInputStream(path), 1 << 16))) {
      for (ZipEntry e; (e = zip.getNextEntry()) != null; ) {
        long size = 0;
        for (int n; (n = zip.read(buffer)) >= 0; ) size += n;
        if (size != e.getSize()) throw new IOException(path + ": " + e.getName() + " has " + size + " bytes");
        out.println(path + "\\t" + e.getName());
      }
    }
    out.flush();
  }
}
`;

const UNZIPPERS: Unzipper[] = [
  {
    name: 'Info-ZIP unzip',
    probe: ['unzip', '-v'],
    test(paths) {
      for (const path of paths) {
        const said = run('unzip', ['-t', path]);
        if (!said.includes('No errors detected') || /warning/i.test(said)) throw new Error(said.slice(-2000));
      }
      return undefined;
    },
  },
  {
    name: '7-Zip',
    probe: ['7z', 'i'],
    test(paths) {
      for (const folder of new Set(paths.map((path) => dirname(path)))) {
        const said = run('7z', ['t', '-bd', join(folder, '*.zip')]);
        if (!said.includes('Everything is Ok') || /warning/i.test(said)) throw new Error(said.slice(-2000));
      }
      return undefined;
    },
  },
  {
    name: 'bsdtar',
    probe: ['bsdtar', '--version'],
    test(paths) {
      for (const path of paths) {
        const names = run('bsdtar', ['-tf', path]);
        run('sh', ['-c', 'bsdtar -xOf "$1" > /dev/null', '-', path]);
        // From a pipe it has to go by the local headers.
        const piped = run('sh', ['-c', 'cat "$1" | bsdtar -tf -', '-', path]);
        if (names !== piped) throw new Error(`${path} lists otherwise from a pipe:\n${names}\n${piped}`);
      }
      return undefined;
    },
  },
  {
    name: 'Python zipfile',
    probe: ['python3', '-c', 'import zipfile'],
    test: (paths) => inTurns(paths, (some) => run('python3', ['-c', PYTHON, ...some])),
  },
  {
    name: 'Java ZipInputStream',
    probe: ['java', '-version'],
    test(paths) {
      const folder = mkdtempSync(join(tmpdir(), 'unzip-java-'));
      try {
        const source = join(folder, 'Unzip.java');
        writeFileSync(source, JAVA);
        return inTurns(paths, (some) => run('java', ['-Dfile.encoding=UTF-8', source, ...some]));
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  },
];

/** Those that this machine has. */
export const unzippers: Unzipper[] = UNZIPPERS.filter(({ probe: [command, ...args] }) => {
  const { status } = spawnSync(command, args, { stdio: 'ignore' });
  return status === 0;
});

/** For the log of a test run: which programs bore witness. */
export const witnesses = (): string =>
  UNZIPPERS.map((one) => `${one.name}: ${unzippers.includes(one) ? 'yes' : 'not installed'}`).join(', ');

/** The names in an archive as yauzl reads them; each file's bytes are held against its CRC. */
export async function namesByYauzl(path: string): Promise<string[]> {
  const names: string[] = [];
  const zip = await openPromise(path, { validateEntrySizes: true });
  for await (const entry of zip.eachEntry()) {
    let crc = 0;
    // An archive of 66,000 empty files is not worth a stream for each.
    if (entry.uncompressedSize > 0)
      for await (const chunk of await zip.openReadStreamPromise(entry)) crc = crc32(chunk, crc);
    if (crc !== entry.crc32) throw new Error(`${path}: ${entry.fileName} is damaged`);
    names.push(entry.fileName);
  }
  return names;
}
