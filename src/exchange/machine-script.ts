import { ATTEMPT_FUNCTION } from "./script-parts.ts";

/**
 * Asks a plain PowerShell (2.0 and later) what this machine is like: its name, rights, width, volumes with all their mount
 * points, and drive letters. It concludes nothing: `machine-of-rows.ts` makes sense of it. A row is its kind and pairs of
 * name and value.
 *
 * Letters are of all kinds of drives that this logon sees, and those under which its account maps network drives at the
 * next logon, since an elevated prompt does not see them (HKCU\Network).
 */
export const MACHINE_SCRIPT = `
${ATTEMPT_FUNCTION}
$identity = [System.Security.Principal.WindowsIdentity]::GetCurrent()
$principal = New-Object System.Security.Principal.WindowsPrincipal -ArgumentList @($identity)
$administrator = [System.Security.Principal.WindowsBuiltInRole]::Administrator
$cluster = $null
if (Test-Path -LiteralPath 'HKLM:\\Cluster') {
  $cluster = (Get-ItemProperty -LiteralPath 'HKLM:\\Cluster' -ErrorAction SilentlyContinue).ClusterName
}
Row 'machine' 'name' $env:COMPUTERNAME 'elevated' ($principal.IsInRole($administrator)) 'processor' $env:PROCESSOR_ARCHITECTURE 'native' $env:PROCESSOR_ARCHITEW6432 'cluster' $cluster

foreach ($key in @('HKLM:\\SOFTWARE\\Microsoft\\ExchangeServer\\v15\\Setup', 'HKLM:\\SOFTWARE\\Microsoft\\ExchangeServer\\v14\\Setup', 'HKLM:\\SOFTWARE\\Microsoft\\Exchange\\Setup')) {
  if (Test-Path -LiteralPath $key) {
    Row 'exchange' 'folder' (Get-ItemProperty -LiteralPath $key -ErrorAction SilentlyContinue).MsiInstallPath
  }
}

$volumes = @(Attempt 'volumes' { Get-WmiObject -Class Win32_Volume -ErrorAction Stop })
foreach ($volume in $volumes) {
  if ($null -eq $volume) { continue }
  Row 'volume' 'name' $volume.DeviceID 'letter' $volume.DriveLetter 'path' $volume.Name 'bytes' $volume.Capacity 'free' $volume.FreeSpace 'fileSystem' $volume.FileSystem
}
$points = @(Attempt 'mount points' { Get-WmiObject -Class Win32_MountPoint -ErrorAction Stop })
foreach ($point in $points) {
  if ($null -ne $point) { Row 'mount' 'directory' $point.Directory 'volume' $point.Volume }
}

$drives = @(Attempt 'drive letters' { [System.IO.DriveInfo]::GetDrives() })
foreach ($drive in $drives) {
  if ($null -ne $drive) { Row 'letter' 'letter' $drive.Name }
}
if (Test-Path -LiteralPath 'HKCU:\\Network') {
  foreach ($mapped in @(Get-ChildItem -LiteralPath 'HKCU:\\Network' -ErrorAction SilentlyContinue)) {
    if ($null -ne $mapped) { Row 'letter' 'letter' $mapped.PSChildName }
  }
}
`;
