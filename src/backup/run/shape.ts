/** Whether a value that was read is of a shape. Fields that are not named may be there. */
export type Shape = (value: unknown) => boolean;

export const text: Shape = (value) => typeof value === "string";
export const whole: Shape = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
export const yesOrNo: Shape = (value) => typeof value === "boolean";

export function oneOf(...values: readonly unknown[]): Shape {
  return (value) => values.includes(value);
}

export function orNull(shape: Shape): Shape {
  return (value) => value === null || shape(value);
}

export function orAbsent(shape: Shape): Shape {
  return (value) => value === undefined || shape(value);
}

export function list(of: Shape): Shape {
  return (value) => Array.isArray(value) && value.every(of);
}

export function fields(shapes: Readonly<Record<string, Shape>>): Shape {
  return (value) => {
    if (typeof value !== "object" || value === null) return false;
    const held = value as Readonly<Record<string, unknown>>;
    return Object.entries(shapes).every(([name, shape]) => shape(held[name]));
  };
}
