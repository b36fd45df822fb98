import { accountOf, type Service } from "../../../src/app/service/service.ts";

/** A service on Windows. */
export function serviceOf(more: Partial<Service> = {}): Service {
  return {
    name: "Thawline",
    node: "C:\\Program Files\\nodejs\\node.exe",
    program: "C:\\Program Files\\Thawline\\dist\\src\\cli\\main.js",
    stateFolder: "D:\\R&D Thawline",
    config: "D:\\thawline.yaml",
    logFile: "D:\\R&D Thawline\\logs\\thawline.log",
    account: accountOf("SYSTEM", false),
    highest: false,
    ...more,
  };
}
