import fc from "fast-check";
import { expect, it } from "vitest";
import { commandLine } from "../../../src/app/service/command-line.ts";
import { argvOf } from "./argv.ts";

// From the tables of "Parsing C command-line arguments" (learn.microsoft.com): the parser of the test is worth something.
it.each([
  ['"a b c" d e', ["a b c", "d", "e"]],
  ['"ab\\"c" "\\\\" d', ['ab"c', "\\", "d"]],
  ['a\\\\\\b d"e f"g h', ["a\\\\\\b", "de fg", "h"]],
  ['a\\\\\\"b c d', ['a\\"b', "c", "d"]],
  ['a\\\\\\\\"b c" d e', ["a\\\\b c", "d", "e"]],
])("the test's parser takes %s apart as the documentation says", (line, args) => {
  expect(argvOf(line)).toEqual(args);
});

it.each([
  [["watch", "--state", "D:\\Thawline"], "watch --state D:\\Thawline"],
  [["C:\\Program Files\\Thawline\\main.js"], '"C:\\Program Files\\Thawline\\main.js"'],
  [["D:\\My State\\"], '"D:\\My State\\\\"'],
  [["", 'a"b'], '"" "a\\"b"'],
])("%j as %s", (args, line) => {
  expect(commandLine(args)).toBe(line);
});

it("a program gets whatever arguments as they are", () => {
  const argument = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom("\\", '"', " ", "\t", "a", "'", "&", "^", "|") }),
  );
  fc.assert(
    fc.property(fc.array(argument), (args) => {
      expect(argvOf(commandLine(args))).toEqual(args);
    }),
    { numRuns: 2_000 },
  );
});
