import { describe, expect, it } from "vitest";
import { createDateSurvey } from "../../../parsers/local-time.ts";

const decide = (dates: readonly string[]) => {
  const survey = createDateSurvey();
  for (const date of dates) survey.see(date);
  const { order, ground, mixed, open } = survey.decide();
  return { order, ground, mixed, open };
};

describe("what the dates of a file say together", () => {
  it.each([
    ["a first number above 12", ["03/10/2024 1:00", "13/10/2024 1:00"], "dmy", "certain", 1],
    ["a second number above 12", ["03/10/2024 1:00", "10/13/2024 1:00"], "mdy", "certain", 1],
    ["dots", ["03.10.2024 1:00", "04.10.2024 1:00"], "dmy", "likely", 2],
    [
      "days in a row, day first",
      ["01/10/2024 1:00", "02/10/2024 1:00", "03/10/2024 1:00"],
      "dmy",
      "likely",
      3,
    ],
    [
      "days in a row, month first",
      ["10/01/2024 1:00", "10/02/2024 1:00", "10/03/2024 1:00"],
      "mdy",
      "likely",
      3,
    ],
    ["hyphens", ["03-10-2024 1:00"], "dmy", "likely", 1],
    ["AM and PM", ["03/10/2024 1:00:00 AM"], "mdy", "likely", 1],
    ["nothing", ["03/10/2024 1:00"], "mdy", "guessed", 1],
    ["the same number twice", ["03/03/2024 1:00"], "mdy", "guessed", 0],
  ] as const)("%s", (_what, dates, order, ground, open) => {
    expect(decide(dates)).toEqual({ order, ground, mixed: false, open });
  });

  it("has nothing to decide where the year stands first, or the month has a name", () => {
    expect(decide(["2024-03-10 1:00", "3 Oct 2024 1:00", "no date"])).toMatchObject({ order: null, open: 0 });
  });

  it("says that a file holds both orders, and follows the greater number", () => {
    const dates = ["13/10/2024 1:00", "14/10/2024 1:00", "10/15/2024 1:00", "03/10/2024 1:00"];
    expect(decide(dates)).toEqual({ order: "dmy", ground: "certain", mixed: true, open: 1 });
  });

  it("gives its reason", () => {
    const survey = createDateSurvey();
    for (const date of ["03/10/2024 1:00", "13/10/2024 1:00", "14/10/2024 1:00"]) survey.see(date);
    expect(survey.decide().reason).toBe("2 of 3 dates have a first number above 12");
  });
});
