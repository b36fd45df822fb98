/** What fails is told as a row, and is not the end of the script. */
export const ATTEMPT_FUNCTION = `function Attempt([string]$about, [scriptblock]$work) {
  try { & $work } catch { Row 'warning' 'about' $about 'message' $_.Exception.Message }
}
`;
