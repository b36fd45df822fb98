/**
 * How values go to and come from PowerShell: base64 of UTF-8, so that no code page, quote or line end can touch them; `-`
 * for null and `_` for the empty text. A token holds no blank.
 */
export const PACK_FUNCTIONS = `
$utf8 = New-Object System.Text.UTF8Encoding -ArgumentList @($false)

function Pack($value) {
  if ($null -eq $value) { return '-' }
  $text = [string]$value
  if ($text -eq '') { return '_' }
  return [Convert]::ToBase64String($utf8.GetBytes($text))
}

function Unpack([string]$token) {
  if (($token -eq '-') -or ($token -eq '_')) { return '' }
  return $utf8.GetString([Convert]::FromBase64String($token))
}
`;

export function packed(text: string): string {
  return text === "" ? "_" : Buffer.from(text, "utf8").toString("base64");
}

/** @param token of `Pack` */
export function unpacked(token: string): string | null {
  if (token === "-") return null;
  return token === "_" ? "" : Buffer.from(token, "base64").toString("utf8");
}
