import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diskshadowScript } from "../../../src/backup/script/diskshadow.ts";
import { standAlone } from "../../../src/backup/script/stand-alone.ts";
import { DB01, discovery, planOf, RUN, RUN_ID, unit } from "../site.ts";
import { commandsOf, wordsOf } from "./cmd.ts";

const ESEUTIL = '"C:\\Program Files\\Microsoft\\Exchange Server\\V15\\Bin\\eseutil.exe"';

function commands(text: string): readonly string[] {
  return text.split("\r\n").filter((line) => /^"[A-Z]:\\/.test(line));
}

/** A line without what stands in quotes. */
function bare(line: string): string {
  return line.replace(/"[^"]*"/g, '""');
}

describe("the .cmd file that stands alone", () => {
  test("starts each program by its full path, with bounded retries and without rights", () => {
    const out = (name: string) => `>"${RUN}\\transcripts\\${name}.txt" 2>&1`;
    const flags = "/J /R:2 /W:5 /COPY:DAT /DCOPY:T /BYTES /NP";
    const robocopy = '"C:\\Windows\\System32\\robocopy.exe"';
    expect(commands(standAlone(planOf()).cmd)).toEqual([
      `${robocopy} "G:\\Databases\\DB01" "${RUN}\\files" "DB01.edb" "DB01.jfm" ${flags} ${out("robocopy-1")}`,
      `${robocopy} "H:\\Logs\\DB01" "${RUN}\\files" "E00*.log" "E00.chk" ${flags} ${out("robocopy-2")}`,
      `${ESEUTIL} /mh "${RUN}\\files\\DB01.edb" ${out("eseutil-mh-1")}`,
      `${ESEUTIL} /k "${RUN}\\files\\DB01.edb" ${out("eseutil-k-1")}`,
      `${ESEUTIL} /mk "E00.chk" ${out("eseutil-mk")}`,
      `${ESEUTIL} /ml "E00" ${out("eseutil-ml")}`,
      `${ESEUTIL} /k "E00" ${out("eseutil-k-logs")}`,
    ]);
  });

  test("looks at the exit code of each program: 8 and more of robocopy, all but 0 of eseutil", () => {
    const lines = standAlone(planOf()).cmd.split("\r\n");
    for (const [at, line] of lines.entries()) {
      if (!/^"[A-Z]:\\/.test(line)) continue;
      const next = lines.slice(at + 1, at + 5).filter((one) => !one.startsWith("rem "));
      expect(next[0], line).toBe('set "RC=%errorlevel%"');
      if (line.includes("robocopy.exe")) {
        expect(next.slice(1, 3), line).toEqual(["if %RC% geq 8 goto abort", "if %RC% lss 0 goto abort"]);
      } else {
        expect(next[1], line).toBe('if not "%RC%"=="0" goto abort');
      }
    }
  });

  test("ends with 0 in one place, behind all checks and the mark of success", () => {
    const lines = standAlone(planOf()).cmd.split("\r\n");
    expect(lines.filter((line) => /^\W*exit\b/i.test(line))).toEqual(["exit /b 0", "exit /b 1"]);
    const good = lines.indexOf("exit /b 0");
    expect(lines[good - 1]).toBe(`if not exist "${RUN}\\done.txt" goto abort`);
    expect(lines.findLastIndex((line) => /^"[A-Z]:\\/.test(line))).toBeLessThan(good);
    expect(lines[good + 1]).toBe(":abort");
  });

  test("lets no letter of a path be read as a sign", () => {
    const strange = unit("DB01", DB01, {
      databases: [
        {
          name: "DB01",
          guid: DB01,
          publicFolders: false,
          mounted: true,
          file: "E:\\R&D (100%) ^ !x!\\DB 01.edb",
        },
      ],
      logFolder: "F:\\Logs %TEMP% & more\\)",
      systemFolder: "F:\\Logs %TEMP% & more\\)",
    });
    const { cmd } = standAlone(planOf(discovery({ units: [strange] })));
    for (const line of cmd.split("\r\n")) {
      if (line.startsWith("rem ")) continue;
      expect(line.split('"').length % 2, line).toBe(1);
      expect(bare(line).replace(/2>&1$/, ""), line).not.toMatch(/[&|^!]/);
      // A block would end at the first bracket of a path; a list of `for` is in quotes.
      expect(bare(line).replace(/ in \((""|E00\*\.log|\*)\) do /, " do "), line).not.toMatch(/[()]/);
    }
    expect(cmd).toContain('"G:\\R&D (100%%) ^ !x!" ');
    expect(cmd).toContain('"H:\\Logs %%TEMP%% & more\\)" ');
    expect(cmd).toContain('for %%F in ("H:\\Logs %%TEMP%% & more\\)\\%~1") do set "SIZE=%%~zF"');
    expect(cmd).not.toMatch(/^echo .*R&D/m);
  });

  test("gives every program the paths as they are, whatever letters they have", () => {
    // What a name of Windows may have, of ASCII; it does not end in a blank or a dot.
    const name = fc.stringMatching(/^[ !#-)+-.0-9;=@-[\]-{}~]{1,30}$/).map((text) => `x${text}x`);
    fc.assert(
      fc.property(name, name, name, (folder, file, logs) => {
        const databases = [
          { name: "DB", guid: DB01, publicFolders: false, mounted: true, file: `E:\\${folder}\\${file}.edb` },
        ];
        const strange = unit("DB01", DB01, {
          databases,
          logFolder: `F:\\${logs}`,
          systemFolder: `F:\\${logs}`,
        });
        const lines = commands(standAlone(planOf(discovery({ units: [strange] }))).cmd);
        const given = lines.map((line) => {
          const [command = "", ...more] = commandsOf(line.replace(/ >"[^"]*" 2>&1$/, ""));
          expect(more).toEqual([]);
          return wordsOf(command).slice(1, 3);
        });
        expect(given.slice(0, 4)).toEqual([
          [`G:\\${folder}`, `${RUN}\\files`],
          [`H:\\${logs}`, `${RUN}\\files`],
          ["/mh", `${RUN}\\files\\${file}.edb`],
          ["/k", `${RUN}\\files\\${file}.edb`],
        ]);
      }),
      { numRuns: 300 },
    );
  });

  test("copies a folder that is the root of a volume", () => {
    const root = unit("DB01", DB01, { logFolder: "F:\\", systemFolder: "F:\\" });
    const { cmd } = standAlone(planOf(discovery({ units: [root] })));
    expect(cmd).toContain(`robocopy.exe" "H:\\." "${RUN}\\files" "E00*.log"`);
    expect(cmd).toContain('pushd "H:\\."\r\nfor %%F in (E00*.log) do call :onelog "%%~nxF"\r\npopd');
  });

  test("leaves behind how to take the shadow copies away, by the ids that Diskshadow gave", () => {
    const { cmd } = standAlone(planOf());
    expect(cmd.split("\r\n").filter((line) => line.includes("cleanup"))).toEqual([
      `if not "%thawline_${RUN_ID}_1%"=="" echo delete shadows id %thawline_${RUN_ID}_1%>"${RUN}\\cleanup-1.dsh"`,
      `if not "%thawline_${RUN_ID}_2%"=="" echo delete shadows id %thawline_${RUN_ID}_2%>"${RUN}\\cleanup-2.dsh"`,
    ]);
  });
});

test("the .dsh file is that of a run", () => {
  expect(standAlone(planOf()).dsh).toBe(diskshadowScript(planOf()));
});

describe("the page beside it", () => {
  test("says how to run it, when it was good, and how to clean up", () => {
    const { readme } = standAlone(planOf());
    expect(readme).toContain(`  cd /d "${RUN}"\r\n  "C:\\Windows\\System32\\diskshadow.exe" /s backup.dsh`);
    expect(readme).toContain('the lines "-> end backup" and, behind it, "-> exit"');
    expect(readme).toContain(`\\Microsoft Exchange Server\\Microsoft Information Store\\EX1\\${DB01}`);
    expect(readme).toContain("/s cleanup-2.dsh");
    expect(readme).not.toContain("mkdir");
  });

  test("has folders for the exposure made, and expects no end backup of a copy", () => {
    const { readme } = standAlone(planOf(discovery(), { type: "copy", expose: "folders" }));
    expect(readme).toContain(`  mkdir "${RUN}\\snapshot\\1"\r\n  mkdir "${RUN}\\snapshot\\2"\r\n`);
    expect(readme).not.toContain("end backup");
  });
});

test("scripts may lie elsewhere than what they copy", () => {
  const { dsh, cmd, readme } = standAlone(planOf(), "C:\\Scripts");
  expect(dsh).toContain("\r\nexec C:\\Scripts\\copy.cmd\r\n");
  expect(dsh).toContain(`\r\nset metadata ${RUN}\\backup.cab\r\n`);
  expect(cmd).toBe(standAlone(planOf()).cmd);
  expect(readme).toContain(`  mkdir "${RUN}"\r\n  cd /d "${RUN}"\r\n`);
  expect(readme).toContain('diskshadow.exe" /s C:\\Scripts\\backup.dsh > diskshadow.txt');
  expect(() => standAlone(planOf(), "C:\\My Scripts")).toThrow("cannot carry");
});

test("all texts have the line ends of Windows and plain ASCII", () => {
  for (const text of Object.values(standAlone(planOf()))) {
    expect(text).toMatch(/^(?:[ -~]*\r\n)+$/);
  }
});
